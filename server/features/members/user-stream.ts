import { userStream } from "../../../shared/ids.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Live } from "../../platform/live.ts";
import { createTypedStream, type TypedStream } from "../../platform/typed-stream.ts";

/** A person's stream holds nothing that authorises: its state is empty. */
export type UserState = Readonly<Record<string, never>>;

const PREFIX = userStream("");

/** @returns the owner of a person's stream. */
export function ownerOf(stream: string): string {
  return stream.slice(PREFIX.length);
}

/**
 * Declares the streams of persons (`user:<id>`): requests, read marks, sanctions, blocks. Told to the person alone.
 * @returns where features add their types of change
 */
export function defineUserStream({ log, live }: { log: ChangeLog; live: Live }): TypedStream<UserState> {
  const types = createTypedStream<UserState>();
  log.define<UserState>({
    owns: (stream) => stream.startsWith(PREFIX),
    load: async () => ({}),
    fold: (state) => state,
    project: types.project,
    follow: types.follow,
    publish: async (change, state) => {
      types.route(change, state);
      const owner = ownerOf(change.stream);
      live.toPerson(owner, await types.toFact(change, owner));
    },
  });
  return types;
}
