import type { ConversationSummary, Room } from "../../../shared/conversations.ts";
import type { ChangeFact } from "../../../shared/facts.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { RoomRole } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import type { Level } from "../../../shared/preferences.ts";
import { laterMark, type ReadMark } from "../../../shared/read-mark.ts";

/** A conversation as it is held: the summary, kept true by facts. */
export interface HeldConversation {
  summary: ConversationSummary;
  /**
   * What is unread after this place is known. Before it only the server knows: it tells so many at most, and my mark may
   * have been moved back since.
   */
  knownFrom: number;
}

/**
 * @param summary as fetched
 * @param known what is held already: of the two read marks the later one holds
 * @param cap how many unread places the server tells at most
 */
export function holdSummary(
  summary: ConversationSummary,
  known?: HeldConversation,
  cap: number = LIMITS.unreadShown,
): HeldConversation {
  const [oldest = 0] = summary.unread;
  const fresh = { summary, knownFrom: summary.unread.length >= cap ? oldest - 1 : summary.readSeq };
  return known ? withMark(fresh, known.summary) : fresh;
}

/** Takes in a read mark, unless the one that is held is later; what lies at or below it is no longer unread. */
export function withMark(held: HeldConversation, told: ReadMark): HeldConversation {
  const { summary } = held;
  const { readSeq, unreadRev } = laterMark<ReadMark>(summary, told);
  if (readSeq === summary.readSeq && unreadRev === summary.unreadRev) return held;
  const knownFrom = Math.max(held.knownFrom, summary.readSeq, readSeq);
  return { knownFrom, summary: { ...without(summary, (seq) => seq <= readSeq), readSeq, unreadRev } };
}

/** Whether there may be unread messages that nobody here knows, and too few are known to show the most that is shown. */
export function isUncertain({ summary, knownFrom }: HeldConversation, cap: number = LIMITS.unreadShown): boolean {
  return summary.readSeq < knownFrom && summary.unread.length < cap;
}

/** @returns how many unread messages a conversation shows, by what I want of it; 100 stands for « 99+ » */
export function unreadCount({ summary }: HeldConversation, level: Level = "all"): number {
  if (summary.kind === "direct" && summary.blockedByMe) return 0;
  switch (level) {
    case "all":
      return Math.min(summary.unread.length, LIMITS.unreadShown);
    case "mentions":
      return Math.min(summary.mentioned.length, LIMITS.unreadShown);
    case "none":
      return 0;
  }
}

/** @returns the conversation after a fact of its own stream; `me` is my id */
export function applyToSummary(held: HeldConversation, fact: ChangeFact, me: string): HeldConversation {
  const { summary } = held;
  const { rev } = fact;
  const at = (next: ConversationSummary) => ({ ...held, summary: { ...next, rev: Math.max(summary.rev, rev) } });
  switch (fact.type) {
    case "message:posted": {
      const { message } = fact.body;
      const isHere = message.deleted === "no" && message.threadId === undefined;
      const counts = isHere && message.authorId !== me && message.seq > summary.readSeq;
      const unread = counts ? withSeq(summary.unread, message.seq) : summary.unread;
      const mentioned = withMention(summary.mentioned, { seq: message.seq, isNamed: counts && names(message, me) });
      const posted = { ...summary, unread, mentioned, seq: Math.max(summary.seq, message.seq) };
      return at(withActivity(posted, message.at));
    }
    case "message:deleted":
      return at(without(summary, (seq) => seq === fact.body.seq));
    case "message:edited": {
      const { seq } = fact.body;
      const isNamed = summary.unread.includes(seq) && names(fact.body, me);
      return at({ ...summary, mentioned: withMention(summary.mentioned, { seq, isNamed }) });
    }
    case "room:renamed":
      return at(withRoom(summary, { name: fact.body.name }));
    case "room:described":
      return at(withRoom(summary, { description: fact.body.description }));
    case "room:archived":
      return at(withRoom(summary, { archived: true }));
    case "room:restored":
      return at(withRoom(summary, { archived: false }));
    case "room-role:set":
      return at(fact.body.userId === me ? withRole(summary, fact.body.roomRole) : summary);
    case "member:joined":
      return at(fact.body.member.id === me ? withRole(summary, fact.body.roomRole) : summary);
    case "request:accepted":
      return at(summary.kind === "direct" ? { ...summary, state: "open" } : summary);
    case "conversation:opened":
    case "member:left":
    case "member:removed":
    case "message:reacted":
    case "message:pinned":
    case "message:resolved":
    case "change:withheld":
      return at(summary);
    case "conversation:read":
    case "conversation:marked-unread":
    case "request:received":
    case "request:answered":
    case "sanction:imposed":
    case "sanction:lifted":
    case "member:blocked":
    case "member:unblocked":
    case "preference:set":
    case "bookmark:changed":
    case "draft:saved":
    case "thread:followed":
    case "thread:read":
    case "audit:recorded":
      return held;
    default:
      return unknownFact(held, fact);
  }
}

function unknownFact(held: HeldConversation, _fact: never): HeldConversation {
  return held;
}

function without(summary: ConversationSummary, isGone: (seq: number) => boolean): ConversationSummary {
  const stays = (seq: number) => !isGone(seq);
  return { ...summary, unread: summary.unread.filter(stays), mentioned: summary.mentioned.filter(stays) };
}

/** @returns whether words name me, or everybody */
function names({ mentions = [], mentionsAll }: Pick<Message, "mentions" | "mentionsAll">, me: string): boolean {
  return mentionsAll === true || mentions.some(({ userId }) => userId === me);
}

function withMention(seqs: readonly number[], { seq, isNamed }: { seq: number; isNamed: boolean }): number[] {
  return isNamed ? withSeq(seqs, seq) : seqs.filter((one) => one !== seq);
}

function withSeq(seqs: readonly number[], seq: number): number[] {
  return seqs.includes(seq) ? [...seqs] : [...seqs, seq].toSorted((a, b) => a - b);
}

function withRoom(summary: ConversationSummary, patch: Partial<Room>): ConversationSummary {
  return summary.kind === "room" ? { ...summary, room: { ...summary.room, ...patch } } : summary;
}

function withRole(summary: ConversationSummary, roomRole: RoomRole): ConversationSummary {
  return summary.kind === "room" ? { ...summary, roomRole } : summary;
}

function withActivity(summary: ConversationSummary, at: number): ConversationSummary {
  if (summary.kind === "room") {
    return withRoom(summary, { lastActivityAt: Math.max(summary.room.lastActivityAt ?? 0, at) });
  }
  return { ...summary, lastActivityAt: Math.max(summary.lastActivityAt ?? 0, at) };
}
