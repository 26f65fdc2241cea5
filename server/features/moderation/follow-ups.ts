import type { BanDetails } from "../../../shared/accounts.ts";
import { COMMUNITY_STREAM } from "../../../shared/ids.ts";
import type { Sanction } from "../../../shared/members.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Live } from "../../platform/live.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import type { Members } from "../members/members.service.ts";
import { AUDIT_RECORDED, type CommunityState, recordedAct } from "./community-state.ts";
import { type Consequences, createConsequences } from "./consequences.ts";
import { cutBanned, tellMemberChanged } from "./moderation.facts.ts";

/** What moderation needs of sessions. */
export interface SessionsPort {
  /** Ends every session of a person and cuts her sockets. */
  endAll(ending: { userId: string; cause: "banned"; ban: BanDetails }): Promise<void>;
  /** Drops what is remembered of a person: role and ban are read anew at her next call. */
  forget(userId: string): void;
}

interface FollowUpsOptions {
  log: ChangeLog;
  live: Live;
  clock: Clock;
  members: Pick<Members, "getMember">;
  sessions: SessionsPort;
  communityTypes: TypedStream<CommunityState>;
  conversationTypes: TypedStream<ConversationState>;
  placesOf: (userId: string) => Promise<string[]>;
  banOf: (userId: string) => Promise<BanDetails | null>;
}

/** Wires what acts entail elsewhere: what bites first comes first. */
export function declareFollowUps(options: FollowUpsOptions): Consequences {
  const { log, live, members, sessions, communityTypes, conversationTypes, banOf } = options;
  const consequences = createConsequences(options);

  const imposed = async (sanction: Sanction) => {
    const { userId, kind, conversationId } = sanction;
    // Done again after a crash, it must not cut somebody whose ban was lifted meanwhile: ask what stands now.
    const ban = kind === "ban" && conversationId === null ? await banOf(userId) : null;
    if (ban) {
      sessions.forget(userId);
      cutBanned(live, userId, ban);
      await sessions.endAll({ userId, cause: "banned", ban });
    }
    await consequences.imposed(sanction);
  };

  const roleChanged = async (userId: string) => {
    await log.settled(COMMUNITY_STREAM);
    sessions.forget(userId);
    const member = await members.getMember(userId);
    if (member) tellMemberChanged(live, member);
  };

  communityTypes.also(AUDIT_RECORDED, async (change) => {
    const { act, targetId, sanction } = recordedAct(change);
    if (act === "sanction-imposed" && sanction) await imposed(sanction);
    if (act === "sanction-lifted" && sanction) {
      sessions.forget(sanction.userId);
      await consequences.lifted(sanction);
    }
    if ((act === "role-changed" || act === "administrator-appointed") && targetId !== null) await roleChanged(targetId);
  });

  conversationTypes.also("member:joined", (change) =>
    consequences.entered(change.stream, bodyOf(change, "member:joined").userId),
  );
  conversationTypes.also("conversation:opened", async (change) => {
    for (const { userId } of bodyOf(change, "conversation:opened").members) {
      await consequences.entered(change.stream, userId);
    }
  });
  return consequences;
}
