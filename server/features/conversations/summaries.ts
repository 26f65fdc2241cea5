import type { ConversationSummary, RequestCard, Room } from "../../../shared/conversations.ts";
import { COMMUNITY_STREAM, userStream } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { roleReaches } from "../../../shared/members.ts";
import { initials } from "../../../shared/text.ts";
import type { Session } from "../../platform/calls.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { CallError } from "../../platform/errors.ts";
import type { BlockIndex } from "../members/blocks.ts";
import type { Members } from "../members/members.service.ts";
import type { Access } from "./access.ts";
import type { ConversationState } from "./conversation-state.ts";
import { MembershipModel } from "./conversations.model.ts";
import { readMarkOf } from "./read-marks.ts";

/** Which messages a person has not read, and which of them name her: the messages feature answers it. */
type UnreadPlaces = (
  conversationId: string,
  viewerId: string,
  afterSeq: number,
) => Promise<{ unread: number[]; mentioned: number[] }>;

interface SummariesOptions {
  log: ChangeLog;
  access: Access;
  members: Members;
  blocks: BlockIndex;
  unreadPlaces: UnreadPlaces;
  /** Conversations whose request a person refused: only she knows, so the conversation itself does not. */
  refusedRequests: (recipientId: string) => Promise<ReadonlySet<string>>;
  /** Where a person stands in the whole community, known without waiting. */
  standingOf: (userId: string) => { staff: boolean; banned: boolean };
}

export interface Summaries {
  /** @returns ids of the conversations that a person has such a place in (banned or not); `any`: those she left included */
  placesOf(userId: string, presence?: "joined" | "requested" | "any"): Promise<string[]>;
  /** @throws CallError NOT_FOUND */
  one(userId: string, conversationId: string): Promise<ConversationSummary>;
  all(userId: string): Promise<ConversationSummary[]>;
  requests(userId: string): Promise<RequestCard[]>;
  requestCard(state: ConversationState, recipientId: string): Promise<RequestCard>;
  /** Heads of every stream that the person may follow now. */
  heads(session: Pick<Session, "userId" | "role">): Promise<Record<string, number>>;
  /** @returns whether the person may follow the stream, by the newest that is known here, without waiting */
  mayFollow(userId: string, stream: string): boolean;
  /** @returns ids of the rooms that a person is in and not banned from */
  roomsOf(userId: string): Promise<string[]>;
  roomsInCommon(a: string, b: string): Promise<string[]>;
}

/** @returns what everybody signed in may know of a room */
export function roomView(state: ConversationState): Room {
  const { id, name, theme, description, archived, lastActivityAt } = state;
  if (theme === null) throw new CallError("NOT_FOUND");
  const members = [...state.members.values()].filter(({ presence }) => presence === "joined").length;
  return { id, name, theme, description, archived, lastActivityAt, members };
}

export function createSummaries(options: SummariesOptions): Summaries {
  const { log, access, members, blocks, unreadPlaces, refusedRequests, standingOf } = options;
  const placesOf = async (userId: string, presence: "joined" | "requested" | "any" = "joined") => {
    const rows = await MembershipModel.find(presence === "any" ? { userId } : { userId, presence })
      .select({ conversationId: 1 })
      .lean();
    return rows.map(({ conversationId }) => conversationId);
  };
  const roomsOf = async (userId: string) => {
    const states = await Promise.all((await placesOf(userId)).map((id) => log.state<ConversationState>(id)));
    return states
      .filter(({ state }) => state.kind === "room" && access.isParticipant(state, userId))
      .map(({ state }) => state.id);
  };

  const one = async (userId: string, conversationId: string): Promise<ConversationSummary> => {
    await Promise.all([log.settled(conversationId), log.settled(userStream(userId))]);
    const { state, rev, membership } = await access.participant(userId, conversationId);
    const mark = await readMarkOf(userId, conversationId);
    const places = await unreadPlaces(conversationId, userId, mark.readSeq);
    const common = { id: conversationId, rev, seq: state.seq, ...mark, ...places };
    if (state.kind === "room") {
      return { kind: "room", ...common, room: roomView(state), roomRole: membership.roomRole };
    }
    const [otherId, place] = [...state.members].find(([id]) => id !== userId) ?? [];
    const other = otherId === undefined ? null : await members.getMember(otherId);
    if (!other || !place) throw new CallError("NOT_FOUND");
    const blockedByMe = blocks.blocks(userId, other.id);
    return {
      kind: "direct",
      ...common,
      ...(blockedByMe && { unread: [], mentioned: [] }),
      state: place.presence === "joined" ? "open" : "asked",
      blockedByMe,
      with: other,
      lastActivityAt: state.lastActivityAt,
    };
  };

  const roomsInCommon = async (a: string, b: string) => {
    const [mine, hers] = await Promise.all([roomsOf(a), roomsOf(b)]);
    const both = new Set(hers);
    return mine.filter((id) => both.has(id));
  };

  const requestCard = async (state: ConversationState, recipientId: string): Promise<RequestCard> => {
    const fromId = state.requesterId ?? "";
    const from = await members.getMember(fromId);
    return {
      conversationId: state.id,
      fromId,
      initials: initials(from?.displayName ?? ""),
      reason: state.reason ?? "other",
      roomsInCommon: await roomsInCommon(fromId, recipientId),
      at: state.openedAt,
    };
  };

  return {
    placesOf,
    one,
    roomsOf,
    roomsInCommon,
    requestCard,
    all: async (userId) => {
      const ids = (await placesOf(userId)).slice(0, LIMITS.joinedConversations * 2);
      const summaries = await Promise.all(
        ids.map((id) =>
          one(userId, id).catch((error: unknown) => {
            if (error instanceof CallError && error.code === "NOT_FOUND") return null;
            throw error;
          }),
        ),
      );
      return summaries.filter((summary) => summary !== null);
    },
    requests: async (userId) => {
      const [places, refused] = await Promise.all([placesOf(userId, "requested"), refusedRequests(userId)]);
      const ids = places.filter((id) => !refused.has(id));
      const states = await Promise.all(ids.map((id) => log.state<ConversationState>(id)));
      const waiting = states.filter(({ state }) => !blocks.blocks(userId, state.requesterId ?? ""));
      return Promise.all(waiting.map(({ state }) => requestCard(state, userId)));
    },
    mayFollow: (userId, stream) => {
      const { staff, banned } = standingOf(userId);
      if (banned) return false;
      if (stream === userStream(userId)) return true;
      if (stream === COMMUNITY_STREAM) return staff;
      const state = log.peek<ConversationState>(stream);
      return state !== undefined && access.isParticipant(state, userId);
    },
    heads: async ({ userId, role }) => {
      const states = await Promise.all((await placesOf(userId)).map((id) => log.state<ConversationState>(id)));
      const heads = Object.fromEntries(
        states.filter(({ state }) => access.isParticipant(state, userId)).map(({ state, rev }) => [state.id, rev]),
      );
      const others = [userStream(userId), ...(roleReaches(role, "moderator") ? [COMMUNITY_STREAM] : [])];
      return { ...heads, ...(await log.heads(others)) };
    },
  };
}
