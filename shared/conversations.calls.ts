import { z } from "zod";
import { defineCall } from "./calls.ts";
import { conversationSummary, requestCard, room, theme } from "./conversations.ts";
import { clientId, publicId, rev, seq, streamName } from "./ids.ts";
import { member, roomRole } from "./members.ts";
import { roomDescription, roomName } from "./typed-text.ts";

const conversationId = publicId;
/** Of a message: they count from 1. */
const place = seq.check(z.gte(1));
const act = { conversationId, clientId };
const committed = z.strictObject({ rev, dup: z.boolean() });

export const conversationCalls = {
  "room:list": defineCall({
    summary: "All rooms, joined or not, archived ones last.",
    input: z.strictObject({}),
    output: z.strictObject({ rooms: z.array(room) }),
    rate: "sync",
  }),
  "room:create": defineCall({
    summary: "Opens a room under a theme; its maker joins it.",
    input: z.strictObject({ name: roomName, theme, description: roomDescription, clientId }),
    output: z.strictObject({ conversationId, rev, dup: z.boolean() }),
    audience: "administrator",
    rate: "write",
    errors: ["CONFLICT", "IDEMPOTENCY_MISMATCH"],
  }),
  "room:rename": defineCall({
    summary: "Gives a room another name.",
    input: z.strictObject({ ...act, name: roomName }),
    output: committed,
    audience: "administrator",
    rate: "write",
    errors: ["NOT_FOUND", "CONFLICT", "IDEMPOTENCY_MISMATCH"],
  }),
  "room:describe": defineCall({
    summary: "Changes a room's description.",
    input: z.strictObject({ ...act, description: roomDescription }),
    output: committed,
    audience: "administrator",
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "room:archive": defineCall({
    summary: "Closes a room to new messages; it stays readable to its members.",
    input: z.strictObject(act),
    output: committed,
    audience: "administrator",
    rate: "write",
    errors: ["NOT_FOUND", "CONFLICT", "IDEMPOTENCY_MISMATCH"],
  }),
  "room:restore": defineCall({
    summary: "Opens an archived room again.",
    input: z.strictObject(act),
    output: committed,
    audience: "administrator",
    rate: "write",
    errors: ["NOT_FOUND", "CONFLICT", "IDEMPOTENCY_MISMATCH"],
  }),
  "room:join": defineCall({
    summary: "Joins a room; joining twice is joining once.",
    input: z.strictObject(act),
    output: committed,
    rate: "join",
    errors: ["NOT_FOUND", "ARCHIVED", "LIMIT_REACHED", "IDEMPOTENCY_MISMATCH"],
  }),
  "room:leave": defineCall({
    summary: "Leaves a room; leaving twice is leaving once.",
    input: z.strictObject(act),
    output: committed,
    rate: "join",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "room:set-moderator": defineCall({
    summary: "Makes a member of a room its moderator, or no longer.",
    input: z.strictObject({ ...act, userId: publicId, moderator: z.boolean() }),
    output: committed,
    audience: "administrator",
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "conversation:list": defineCall({
    summary: "Every conversation that I am in, with what I have not read, and the requests that wait for me.",
    input: z.strictObject({}),
    output: z.strictObject({
      conversations: z.array(conversationSummary),
      requests: z.array(requestCard),
      /** Heads of the other streams that I follow: my own, and the staff's if I am of it. */
      heads: z.record(z.string(), rev),
    }),
    rate: "sync",
  }),
  "conversation:show": defineCall({
    summary: "One conversation that I am in, as conversation:list tells it.",
    input: z.strictObject({ conversationId }),
    output: z.strictObject({ conversation: conversationSummary }),
    place: "participant",
    rate: "sync",
    errors: ["NOT_FOUND"],
  }),
  "conversation:members": defineCall({
    summary: "Who is in it, and who of them is here now.",
    input: z.strictObject({ conversationId }),
    output: z.strictObject({
      members: z.array(z.strictObject({ ...member.shape, roomRole })),
      here: z.array(publicId),
    }),
    place: "participant",
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
  "conversation:changes": defineCall({
    summary: "What happened in a stream after a revision, oldest first; `reset` when the state must be fetched anew.",
    input: z.strictObject({ stream: streamName, after: rev }),
    output: z.strictObject({
      changes: z.array(z.unknown()),
      /** The head at the time of answering. */
      head: rev,
      more: z.boolean(),
      reset: z.boolean(),
    }),
    rate: "sync",
    errors: ["NOT_FOUND"],
  }),
  "conversation:read": defineCall({
    summary: "Moves my read mark up to a message's place; only conversation:mark-unread moves it back.",
    input: z.strictObject({
      conversationId,
      seq,
      clientId,
      /** As it was known when I read: if I marked something as unread since, nothing moves. Missing: as it is now. */
      unreadRev: z.optional(rev),
    }),
    output: z.strictObject({ readSeq: seq }),
    place: "participant",
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "conversation:mark-unread": defineCall({
    summary: "Moves my read mark back before a message's place, so that what stands from there on is unread again.",
    input: z.strictObject({ conversationId, seq: place, clientId }),
    output: z.strictObject({ readSeq: seq }),
    place: "participant",
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "typing:signal": defineCall({
    summary: "Tells the others that I am writing; forgotten after a few seconds.",
    input: z.strictObject({ conversationId }),
    output: z.strictObject({}),
    place: "poster",
    rate: "typing",
    errors: ["NOT_FOUND", "MUTED", "ARCHIVED", "REQUEST_PENDING", "BLOCKED"],
  }),
};
