import { z } from "zod";
import { defineCall } from "./calls.ts";
import { bookmark, draft, followedThread } from "./desk.ts";
import { clientId, publicId, rev, seq } from "./ids.ts";
import { member } from "./members.ts";
import { favourite, level, preference } from "./preferences.ts";
import { maybeMessageText } from "./typed-text.ts";

const done = z.strictObject({ rev, dup: z.boolean() });
const inThread = { conversationId: publicId, threadId: publicId, clientId };

/** What a person keeps for herself, and what she follows: her own stream holds it, in every tab and on every device. */
export const deskCalls = {
  "desk:show": defineCall({
    summary: "What I keep for myself: the messages that I marked, what I began to write, how I want rooms to be shown.",
    input: z.strictObject({}),
    output: z.strictObject({
      bookmarks: z.array(publicId),
      drafts: z.array(draft),
      preferences: z.array(preference),
    }),
    rate: "sync",
  }),
  "conversation:set-preference": defineCall({
    summary: "Says what I want to be told of a conversation, and its place among my favourites; what is missing stays.",
    input: z.strictObject({
      conversationId: publicId,
      clientId,
      level: z.optional(level),
      favourite: z.optional(favourite),
    }),
    output: done,
    place: "participant",
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "bookmark:set": defineCall({
    summary: "Keeps a message among my bookmarks, or takes it out.",
    input: z.strictObject({ conversationId: publicId, messageId: publicId, clientId, on: z.boolean() }),
    output: done,
    rate: "write",
    errors: ["NOT_FOUND", "LIMIT_REACHED", "IDEMPOTENCY_MISMATCH"],
  }),
  "bookmark:list": defineCall({
    summary: "The messages that I marked, the newest mark first; each as I may read it now.",
    input: z.strictObject({ before: z.optional(rev) }),
    output: z.strictObject({
      bookmarks: z.array(bookmark),
      members: z.array(member),
      /** The mark of the next page; null: there is none. */
      before: z.nullable(rev),
    }),
    rate: "read",
  }),
  "draft:save": defineCall({
    summary: "Keeps what I began to write in a place, for my other devices; an empty text forgets it.",
    input: z.strictObject({
      conversationId: publicId,
      threadId: z.optional(publicId),
      clientId,
      text: maybeMessageText,
    }),
    output: done,
    place: "participant",
    rate: "write",
    errors: ["NOT_FOUND", "LIMIT_REACHED", "IDEMPOTENCY_MISMATCH"],
  }),
  "thread:list": defineCall({
    summary: "The threads that I follow, the last answered first: those that I began or wrote in, and those I chose.",
    input: z.strictObject({}),
    output: z.strictObject({ threads: z.array(followedThread), members: z.array(member) }),
    rate: "sync",
  }),
  "thread:follow": defineCall({
    summary: "Follows a thread, or no longer, whatever I wrote in it.",
    input: z.strictObject({ ...inThread, on: z.boolean() }),
    output: done,
    place: "participant",
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "thread:read": defineCall({
    summary: "Moves my read mark in a thread up to an answer's place; it never moves back.",
    input: z.strictObject({ ...inThread, seq }),
    output: done,
    place: "participant",
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
};
