import { z } from "zod";
import { defineCall } from "./calls.ts";
import { clientId, instant, publicId, rev, seq } from "./ids.ts";
import { member } from "./members.ts";
import { message, messageVersion, reaction } from "./messages.ts";
import { messageText, sanctionText } from "./typed-text.ts";

export const messageCalls = {
  "message:post": defineCall({
    summary: "Writes a message, maybe in answer to another. The same clientId again answers as the first time.",
    input: z.strictObject({ conversationId: publicId, clientId, text: messageText, replyTo: z.optional(publicId) }),
    output: z.strictObject({ id: publicId, seq, rev, at: instant, dup: z.boolean() }),
    place: "poster",
    rate: "send",
    errors: ["NOT_FOUND", "MUTED", "ARCHIVED", "REQUEST_PENDING", "BLOCKED", "IDEMPOTENCY_MISMATCH"],
  }),
  "message:edit": defineCall({
    summary: "Changes the text of a message of mine; the earlier ones stay readable in its history.",
    input: z.strictObject({ conversationId: publicId, messageId: publicId, clientId, text: messageText }),
    output: z.strictObject({ rev, dup: z.boolean() }),
    place: "poster",
    rate: "send",
    errors: ["NOT_FOUND", "MUTED", "ARCHIVED", "REQUEST_PENDING", "BLOCKED", "IDEMPOTENCY_MISMATCH"],
  }),
  "message:react": defineCall({
    summary: "Adds a reaction of mine to a message, or takes it back.",
    input: z.strictObject({ conversationId: publicId, messageId: publicId, clientId, reaction, on: z.boolean() }),
    output: z.strictObject({ rev, dup: z.boolean() }),
    place: "poster",
    rate: "write",
    errors: ["NOT_FOUND", "MUTED", "ARCHIVED", "REQUEST_PENDING", "BLOCKED", "IDEMPOTENCY_MISMATCH"],
  }),
  "message:show": defineCall({
    summary: "One message with its author: for what an answer quotes.",
    input: z.strictObject({ conversationId: publicId, messageId: publicId }),
    output: z.strictObject({ message, author: z.nullable(member), rev }),
    place: "participant",
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
  "message:history": defineCall({
    summary: "Every text that a message had, the first one first; empty for one that was never edited.",
    input: z.strictObject({ conversationId: publicId, messageId: publicId }),
    output: z.strictObject({ versions: z.array(messageVersion) }),
    place: "participant",
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
  "message:delete": defineCall({
    summary: "Deletes a message of mine, or as a moderator anybody's in a room: the text goes, the place stays.",
    input: z.strictObject({
      conversationId: publicId,
      messageId: publicId,
      clientId,
      reason: z.optional(sanctionText),
    }),
    output: z.strictObject({ rev, dup: z.boolean() }),
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "message:list": defineCall({
    summary: "A page of history in order of seq: the newest, or those before, after or around a seq.",
    input: z
      .strictObject({
        conversationId: publicId,
        before: z.optional(seq),
        after: z.optional(seq),
        around: z.optional(seq),
      })
      .refine(
        (range) => [range.before, range.after, range.around].filter((end) => end !== undefined).length <= 1,
        "range",
      ),
    output: z.strictObject({
      messages: z.array(message),
      /** Those that messages of this page answer and that are not on it; one that is gone is left out. */
      quoted: z.array(message),
      /** The authors on this page, of quoted messages too, and those who reacted first. */
      members: z.array(member),
      /** The revision that this page is true for at least: apply later changes to it. */
      rev,
      hasOlder: z.boolean(),
      hasNewer: z.boolean(),
    }),
    place: "participant",
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
};
