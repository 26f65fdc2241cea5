import { z } from "zod";
import { defineCall } from "./calls.ts";
import { clientId, instant, publicId, rev, seq } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { member } from "./members.ts";
import { message, messageRef, messageVersion, reaction } from "./messages.ts";
import { displayName, maybeMessageText, messageText, photoText, sanctionText, warningText } from "./typed-text.ts";

const act = { conversationId: publicId, messageId: publicId, clientId };
const done = z.strictObject({ rev, dup: z.boolean() });
/** What is written: `mentions` are those of the names in the text that mean somebody. */
const words = {
  text: messageText,
  mentions: z.optional(z.array(z.strictObject({ userId: publicId, name: displayName })).max(LIMITS.mentions)),
  warning: z.optional(warningText),
};

const POSTING = ["NOT_FOUND", "MUTED", "ARCHIVED", "REQUEST_PENDING", "BLOCKED", "IDEMPOTENCY_MISMATCH"] as const;

export const messageCalls = {
  "message:post": defineCall({
    summary: "Writes a message, maybe in answer to another. The same clientId again answers as the first time.",
    input: z
      .strictObject({
        conversationId: publicId,
        clientId,
        ...words,
        text: maybeMessageText,
        replyTo: z.optional(publicId),
        /** Marks it as a question. */
        question: z.optional(z.literal(true)),
        /** Passes on a message of an open room, of which the caller is. */
        forward: z.optional(messageRef),
        /** Writes it in the thread of a message of the same room. */
        threadId: z.optional(publicId),
        /** Photos that I developed and that are in no other message. */
        photos: z.optional(
          z
            .array(z.strictObject({ photoId: publicId, alt: photoText, caption: photoText }))
            .min(1)
            .max(LIMITS.photosPerMessage),
        ),
      })
      .refine(({ text, forward, photos }) => text !== "" || forward !== undefined || photos !== undefined, {
        path: ["text"],
        message: "empty",
      }),
    output: z.strictObject({ id: publicId, seq, rev, at: instant, dup: z.boolean() }),
    place: "poster",
    rate: "send",
    errors: POSTING,
  }),
  "message:edit": defineCall({
    summary: "Changes the text of a message of mine; the earlier ones stay readable in its history.",
    input: z.strictObject({ ...act, ...words }),
    output: done,
    place: "poster",
    rate: "send",
    errors: POSTING,
  }),
  "message:react": defineCall({
    summary: "Adds a reaction of mine to a message, or takes it back.",
    input: z.strictObject({ ...act, reaction, on: z.boolean() }),
    output: done,
    place: "poster",
    rate: "write",
    errors: POSTING,
  }),
  "message:pin": defineCall({
    summary: "Pins a message where all find it, or takes the pin out: moderators in a room, both in private.",
    input: z.strictObject({ ...act, on: z.boolean() }),
    output: done,
    place: "poster",
    rate: "write",
    errors: [...POSTING, "LIMIT_REACHED"],
  }),
  "message:resolve": defineCall({
    summary: "Says that a question of mine is answered, or is not; as a moderator anybody's in a room.",
    input: z.strictObject({ ...act, on: z.boolean() }),
    output: done,
    place: "poster",
    rate: "write",
    errors: POSTING,
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
    input: z.strictObject({ ...act, reason: z.optional(sanctionText) }),
    output: done,
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
        /** Those of one thread; without it, those of the conversation itself. */
        threadId: z.optional(publicId),
        /** Only such messages, wherever they are. */
        only: z.optional(z.enum(["pinned", "questions", "open-questions", "photos"])),
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
