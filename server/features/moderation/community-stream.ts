import { COMMUNITY_STREAM } from "../../../shared/ids.ts";
import type { CommunityRole } from "../../../shared/members.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Live } from "../../platform/live.ts";
import { createTypedStream, type TypedStream } from "../../platform/typed-stream.ts";
import { type CommunityState, foldCommunity } from "./community-state.ts";
import { loadSanctions } from "./sanctions.model.ts";

interface CommunityStreamOptions {
  log: ChangeLog;
  live: Live;
  clock: Clock;
  /** @returns the roles of all who are more than members, as the store has them */
  staff: () => Promise<ReadonlyMap<string, CommunityRole>>;
}

/**
 * Declares the one stream of the whole community: its changes are the audit log, and its state decides who may change
 * roles and sanction. Told to those who follow it, moderators and administrators.
 * @returns where features add their types of change
 */
export function defineCommunityStream({
  log,
  live,
  clock,
  staff,
}: CommunityStreamOptions): TypedStream<CommunityState> {
  const types = createTypedStream<CommunityState>();
  log.define<CommunityState>({
    owns: (stream) => stream === COMMUNITY_STREAM,
    load: async () => {
      const [roles, sanctions] = await Promise.all([staff(), loadSanctions(clock.now())]);
      return { roles, sanctions: new Map(sanctions.map((sanction) => [sanction.id, sanction])) };
    },
    fold: foldCommunity,
    project: types.project,
    follow: types.follow,
    publish: async (change, state) => {
      types.route(change, state);
      live.toStream(COMMUNITY_STREAM, await types.toFact(change, null));
    },
  });
  return types;
}
