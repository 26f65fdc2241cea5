import type { BanDetails } from "../../../shared/accounts.ts";
import { COMMUNITY_STREAM, newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import {
  type CommunityRole,
  isInForce,
  type Member,
  roleReaches,
  type Sanction,
  type SanctionKind,
  type SanctionReason,
} from "../../../shared/members.ts";
import type { AuditEntry } from "../../../shared/moderation.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Clock } from "../../platform/clock.ts";
import { CallError } from "../../platform/errors.ts";
import type { Live } from "../../platform/live.ts";
import { type ChangeDraft, derivedClientId, SYSTEM_ACTOR } from "../../platform/streams.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import type { Access } from "../conversations/access.ts";
import type { ConversationState, HeldSanction } from "../conversations/conversations.service.ts";
import type { Members } from "../members/members.service.ts";
import type { UserState } from "../members/user-stream.ts";
import {
  assertMayImpose,
  assertMaySanction,
  assertMaySetRole,
  mayKnowSanction,
  moderatesRoom,
  roleIn,
} from "./authority.ts";
import {
  actDraft,
  auditEntryOf,
  type CommunityState,
  communityBan,
  inForceAgainst,
  recordedAct,
} from "./community-state.ts";
import { heldSanction } from "./consequences.ts";
import { declareFollowUps, type SessionsPort } from "./follow-ups.ts";
import { declareModerationChanges } from "./moderation.facts.ts";
import { recordDerived, recordRoomActs } from "./room-acts.ts";

interface Act {
  actorId: string;
  clientId: string;
}

const isCommunityMute = ({ kind, conversationId }: Sanction) => kind === "mute" && conversationId === null;

interface Imposition extends Act {
  targetId: string;
  kind: SanctionKind;
  /** Null: the whole community. */
  conversationId: string | null;
  reason: SanctionReason;
  text: string;
  /** Null: without end. */
  durationMs: number | null;
}

/** A report as it is filed; `copy` is what it is about, frozen. */
interface Report {
  reporterId: string;
  targetId: string;
  conversationId: string;
  reason: SanctionReason;
  text: string;
  copy: string;
}

interface SanctionFilter {
  conversationId?: string | undefined;
  userId?: string | undefined;
}

/** Roles, sanctions and the audit log. What is in force is answered from memory. */
export interface Moderation {
  /** @throws CallError NOT_FOUND, DENIED, LAST_ADMINISTRATOR, IDEMPOTENCY_MISMATCH */
  impose(act: Imposition): Promise<{ sanction: Sanction; dup: boolean }>;
  /** Ends a sanction early. @throws CallError NOT_FOUND, DENIED, IDEMPOTENCY_MISMATCH */
  lift(act: Act & { sanctionId: string; text: string }): Promise<{ dup: boolean }>;
  /** @throws CallError NOT_FOUND when there is no such room, DENIED */
  list(viewerId: string, filter: SanctionFilter): Promise<{ sanctions: Sanction[]; members: Member[] }>;
  /** @throws CallError NOT_FOUND, DENIED, LAST_ADMINISTRATOR, IDEMPOTENCY_MISMATCH */
  setRole(act: Act & { targetId: string; role: CommunityRole }): Promise<{ dup: boolean }>;
  /** A page of the audit log, newest first: what came before the given rev, or the newest. */
  audit(before?: number): Promise<{ entries: AuditEntry[]; members: Member[]; more: boolean }>;
  /** Makes the person of the set-up link administrator; again changes nothing. */
  appointAdministrator(userId: string): Promise<void>;
  /** Records in the audit log the report that a committed change carries; the same change once. */
  fileReport(change: StoredChange, report: Report): Promise<void>;
  roleOf(userId: string): Promise<CommunityRole>;
  /** @returns the sanctions in force against a person, of rooms and of everything */
  sanctionsOf(userId: string): Promise<Sanction[]>;
  /** @returns the ban of the whole community in force, as the excluded person is told it, or null */
  banOf(userId: string): Promise<BanDetails | null>;
  /** @returns the sanctions of the whole community in force, as a place keeps them */
  standingSanctions(userId: string): Promise<HeldSanction[]>;
  isMutedEverywhere(userId: string): Promise<boolean>;
  /** @returns a mute of the whole community in force, as known here without waiting: it bites before any place holds it */
  muteOf(userId: string): HeldSanction | undefined;
  /** @returns whether a person is of the staff, and whether she is banned from everything, as known here without waiting */
  standingOf(userId: string): { staff: boolean; banned: boolean };
  /** At start, after the log's own recovery: what sanctions in force still lack in conversations. */
  recover(): Promise<void>;
}

export interface ModerationOptions {
  log: ChangeLog;
  live: Live;
  clock: Clock;
  access: Access;
  members: Pick<Members, "getMember" | "getMembers" | "setRole">;
  sessions: SessionsPort;
  communityTypes: TypedStream<CommunityState>;
  conversationTypes: TypedStream<ConversationState>;
  userTypes: TypedStream<UserState>;
  /** @returns ids of every conversation where a person has a place of any kind, those she left included */
  placesOf: (userId: string) => Promise<string[]>;
  /** Where an excluded person can write. */
  contact: string;
}

export function createModeration(options: ModerationOptions): Moderation {
  const { log, clock, access, members, contact } = options;
  const community = async () => (await log.state<CommunityState>(COMMUNITY_STREAM)).state;

  const banOf = async (userId: string) => {
    const ban = communityBan(await community(), userId, clock.now());
    return ban && { sanction: ban, contact };
  };

  declareModerationChanges(options);
  recordRoomActs(log, options.conversationTypes);
  const consequences = declareFollowUps({ ...options, banOf });

  const commit = async (act: Act, asked: unknown[], decide: (state: CommunityState) => ChangeDraft) => {
    const { actorId, clientId } = act;
    const { change, dup } = await log.append<CommunityState>({
      stream: COMMUNITY_STREAM,
      actorId,
      clientId,
      asked,
      decide,
    });
    await log.follow(change);
    return { change, dup };
  };

  /** The room of a sanction, and whether the actor is in it; a room's sanctions are decided on its newest state known. */
  const scopeOf = async (conversationId: string | null, actorId: string) => {
    if (conversationId === null) return { room: null, actorIsIn: false };
    const { state: room } = await access.room(conversationId);
    return { room, actorIsIn: access.isParticipant(room, actorId) };
  };

  const assertMember = async (userId: string) => {
    if (!(await members.getMember(userId))) throw new CallError("NOT_FOUND");
  };

  return {
    impose: async (act) => {
      const { actorId, targetId, kind, conversationId, reason, text, durationMs } = act;
      const scope = await scopeOf(conversationId, actorId);
      await assertMember(targetId);
      const id = newId();
      const asked = ["sanction:impose", targetId, kind, conversationId, reason, text, durationMs];
      const { change, dup } = await commit(act, asked, (state) => {
        const now = clock.now();
        assertMayImpose(state, { actorId, targetId, kind, ...scope, now });
        const until = durationMs === null ? null : now + durationMs;
        const sanction = { id, userId: targetId, kind, conversationId, reason, text, at: now, until };
        return actDraft({ act: "sanction-imposed", actorId, targetId, conversationId, reason, text, sanction });
      });
      const { sanction } = recordedAct(change);
      if (!sanction) throw new CallError("IDEMPOTENCY_MISMATCH");
      return { sanction, dup };
    },

    lift: async (act) => {
      const { actorId, sanctionId, text } = act;
      const known = (await community()).sanctions.get(sanctionId);
      const scope = await scopeOf(known?.conversationId ?? null, actorId);
      const { dup } = await commit(act, ["sanction:lift", sanctionId, text], (state) => {
        const now = clock.now();
        const sanction = state.sanctions.get(sanctionId);
        // To whoever may not know of it, it is as if it were not there.
        const isThere = sanction && isInForce(sanction, now) && mayKnowSanction(state, { actorId, ...scope });
        if (!isThere) throw new CallError("NOT_FOUND");
        const { userId: targetId, conversationId, reason } = sanction;
        assertMaySanction(state, { actorId, targetId, ...scope, now });
        return actDraft({ act: "sanction-lifted", actorId, targetId, conversationId, reason, text, sanction });
      });
      return { dup };
    },

    list: async (viewerId, { conversationId, userId }) => {
      const state = await community();
      if (!roleReaches(roleIn(state, viewerId), "moderator")) {
        const { room, actorIsIn } = await scopeOf(conversationId ?? null, viewerId);
        if (!actorIsIn || !moderatesRoom(room, viewerId)) throw new CallError("DENIED");
      }
      const sanctions = [...state.sanctions.values()].filter(
        (held) =>
          isInForce(held, clock.now()) &&
          (conversationId === undefined || held.conversationId === conversationId) &&
          (userId === undefined || held.userId === userId),
      );
      return { sanctions, members: await members.getMembers([...new Set(sanctions.map((held) => held.userId))]) };
    },

    setRole: async (act) => {
      const { actorId, targetId, role } = act;
      await assertMember(targetId);
      const { dup } = await commit(act, ["member:set-role", targetId, role], (state) => {
        assertMaySetRole(state, { actorId, targetId, role, now: clock.now() });
        return actDraft({ act: "role-changed", actorId, targetId, before: roleIn(state, targetId), after: role });
      });
      return { dup };
    },

    audit: async (before) => {
      const { [COMMUNITY_STREAM]: head = 0 } = await log.heads([COMMUNITY_STREAM]);
      const last = Math.min(before === undefined ? head : before - 1, head);
      const first = Math.max(0, last - LIMITS.auditPage);
      const changes = await log.since(COMMUNITY_STREAM, first, Math.max(0, last - first));
      const entries = last <= 0 ? [] : changes.map(auditEntryOf).reverse();
      const named = entries.flatMap(({ actorId, targetId }) => (targetId === null ? [actorId] : [actorId, targetId]));
      return { entries, members: await members.getMembers([...new Set(named)]), more: first > 0 };
    },

    appointAdministrator: async (userId) => {
      const clientId = derivedClientId("administrator-appointed", userId);
      await commit({ actorId: SYSTEM_ACTOR, clientId }, ["administrator-appointed", userId], (state) => {
        const roles = { before: roleIn(state, userId), after: "administrator" };
        return actDraft({ act: "administrator-appointed", actorId: userId, targetId: userId, ...roles });
      });
    },

    fileReport: (change, { reporterId, copy, ...report }) =>
      recordDerived(log, change, actDraft({ act: "report-filed", actorId: reporterId, ...report, after: copy })),

    banOf,
    roleOf: async (userId) => roleIn(await community(), userId),
    sanctionsOf: async (userId) => inForceAgainst(await community(), userId, clock.now()),
    standingSanctions: async (userId) =>
      inForceAgainst(await community(), userId, clock.now())
        .filter(({ conversationId }) => conversationId === null)
        .map(heldSanction),
    isMutedEverywhere: async (userId) => inForceAgainst(await community(), userId, clock.now()).some(isCommunityMute),
    muteOf: (userId) => {
      const state = log.peek<CommunityState>(COMMUNITY_STREAM);
      const mute = state && inForceAgainst(state, userId, clock.now()).find(isCommunityMute);
      return mute && heldSanction(mute);
    },
    standingOf: (userId) => {
      const state = log.peek<CommunityState>(COMMUNITY_STREAM);
      if (!state) return { staff: false, banned: false };
      const banned = communityBan(state, userId, clock.now()) !== null;
      return { staff: roleReaches(roleIn(state, userId), "moderator"), banned };
    },
    recover: async () => {
      const now = clock.now();
      const { sanctions } = await community();
      for (const sanction of sanctions.values()) if (isInForce(sanction, now)) await consequences.imposed(sanction);
    },
  };
}
