import * as z from "zod/mini";
import { banDetails } from "./accounts.ts";
import { requestCard, theme } from "./conversations.ts";
import { draft } from "./desk.ts";
import { instant, publicId, rev, seq, streamName } from "./ids.ts";
import { member, roomRole, sanction } from "./members.ts";
import { mention, message, reaction } from "./messages.ts";
import { auditEntry } from "./moderation.ts";
import { favourite, level } from "./preferences.ts";

/**
 * A durable fact: one entry of a stream's log as the receiver may see it. `rev` counts 1, 2, 3 … without holes, so a
 * receiver who may not see an entry gets `change:withheld` for it.
 */
function change<T extends string, B extends z.core.$ZodType>(type: T, body: B) {
  return z.strictObject({
    type: z.literal(type),
    stream: streamName,
    rev,
    at: instant,
    actorId: z.nullable(publicId),
    body,
  });
}
const nothing = z.strictObject({});

/** Changes of a conversation's stream. */
const conversationChanges = [
  change("conversation:opened", z.strictObject({ kind: z.enum(["room", "direct"]) })),
  change("room:renamed", z.strictObject({ name: z.string() })),
  change("room:described", z.strictObject({ description: z.string() })),
  change("room:archived", nothing),
  change("room:restored", nothing),
  change("member:joined", z.strictObject({ member, roomRole })),
  change("member:left", z.strictObject({ userId: publicId })),
  change("member:removed", z.strictObject({ userId: publicId })),
  change("room-role:set", z.strictObject({ userId: publicId, roomRole })),
  change("message:posted", z.strictObject({ message, author: member })),
  change(
    "message:edited",
    z.strictObject({
      messageId: publicId,
      seq,
      text: z.string(),
      mentions: z.optional(z.array(mention)),
      mentionsAll: z.optional(z.boolean()),
      warning: z.optional(z.string()),
    }),
  ),
  change("message:pinned", z.strictObject({ messageId: publicId, seq, on: z.boolean() })),
  change("message:resolved", z.strictObject({ messageId: publicId, seq, on: z.boolean() })),
  change("message:reacted", z.strictObject({ messageId: publicId, seq, by: member, reaction, on: z.boolean() })),
  change(
    "message:deleted",
    z.strictObject({
      messageId: publicId,
      seq,
      by: z.enum(["by-author", "by-moderation"]),
      /** The thread that it was in. */
      threadId: z.optional(publicId),
    }),
  ),
  change("request:accepted", nothing),
] as const;

/** Changes of a person's own stream: what concerns her in every tab. */
const userChanges = [
  /** Told after a later `unreadRev`, it is of no meaning any more. */
  change("conversation:read", z.strictObject({ conversationId: publicId, seq, unreadRev: rev })),
  /** My read mark is there now, wherever it was; this revision is its `unreadRev`. */
  change("conversation:marked-unread", z.strictObject({ conversationId: publicId, readSeq: seq })),
  change("request:received", z.strictObject({ request: requestCard })),
  change("request:answered", z.strictObject({ conversationId: publicId, answer: z.enum(["accepted", "refused"]) })),
  change("sanction:imposed", z.strictObject({ sanction })),
  change("sanction:lifted", z.strictObject({ sanctionId: publicId })),
  change("member:blocked", z.strictObject({ userId: publicId })),
  change("member:unblocked", z.strictObject({ userId: publicId })),
  /** What it does not name stays. */
  change(
    "preference:set",
    z.strictObject({ conversationId: publicId, level: z.optional(level), favourite: z.optional(favourite) }),
  ),
  change("bookmark:changed", z.strictObject({ messageId: publicId, on: z.boolean() })),
  change("draft:saved", z.strictObject({ draft })),
  change("thread:followed", z.strictObject({ threadId: publicId, on: z.boolean() })),
  change("thread:read", z.strictObject({ threadId: publicId, seq })),
] as const;

const communityChanges = [change("audit:recorded", z.strictObject({ entry: auditEntry }))] as const;

export const changeFact = z.discriminatedUnion("type", [
  ...conversationChanges,
  ...userChanges,
  ...communityChanges,
  change("change:withheld", nothing),
]);
export type ChangeFact = z.infer<typeof changeFact>;

function live<T extends string, B extends z.core.$ZodType>(type: T, body: B) {
  return z.strictObject({ type: z.literal(type), body });
}

/** Facts that are only true now: never numbered, never stored; a client that misses one learns it on its next fetch. */
export const liveFact = z.discriminatedUnion("type", [
  live("welcome", z.strictObject({ heads: z.record(z.string(), rev), serverTime: instant, accessUntil: instant })),
  live("heads", z.strictObject({ heads: z.record(z.string(), rev) })),
  live("conversation:gained", z.strictObject({ conversationId: publicId })),
  live("conversation:lost", z.strictObject({ conversationId: publicId })),
  live(
    "room:changed",
    z.strictObject({ roomId: publicId, name: z.string(), theme, description: z.string(), archived: z.boolean() }),
  ),
  live("member:changed", z.strictObject({ member })),
  live("presence:changed", z.strictObject({ conversationId: publicId, userId: publicId, here: z.boolean() })),
  /** A thread that I follow was answered, or an answer in it is gone. */
  live("thread:changed", z.strictObject({ conversationId: publicId, threadId: publicId })),
  live("typing:seen", z.strictObject({ conversationId: publicId, userId: publicId })),
  live("session:extended", z.strictObject({ accessUntil: instant })),
  live(
    "session:ended",
    z.strictObject({
      cause: z.enum(["signed-out", "revoked", "expired", "replaced", "banned"]),
      ban: z.nullable(banDetails),
    }),
  ),
  live("drain", z.strictObject({ withinMs: z.int() })),
]);
export type LiveFact = z.infer<typeof liveFact>;

export type Fact = ChangeFact | LiveFact;

/** Events of the socket in each direction. Calls are acknowledged; facts are not. */
export interface ServerEvents {
  change: (fact: ChangeFact) => void;
  live: (fact: LiveFact) => void;
}
