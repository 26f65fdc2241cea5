import * as z from "zod/mini";
import { clientId, instant, publicId, rev, seq } from "./ids.ts";
import { photo } from "./photos.ts";

/** What a member can say of a message without words of her own. */
export const REACTIONS = ["thanks", "me-too", "well-seen", "useful", "courage", "bravo"] as const;
export const reaction = z.enum(REACTIONS);
export type Reaction = z.infer<typeof reaction>;

/** One reaction of one member. */
export const reacted = z.strictObject({ reaction, userId: publicId });
export type Reacted = z.infer<typeof reacted>;

/** Somebody named in a text as `@name`; the name is the one that was written, which may not be hers any more. */
export const mention = z.strictObject({ userId: publicId, name: z.string() });
export type Mention = z.infer<typeof mention>;

/** A message in its place. */
export const messageRef = z.strictObject({ conversationId: publicId, messageId: publicId });
export type MessageRef = z.infer<typeof messageRef>;

/** What follows on a message in its thread. `people`: those who wrote there first. */
export const threadHead = z.strictObject({
  replies: z.int(),
  lastAt: instant,
  people: z.array(publicId),
});

/** Those of a thread's people that its head names. */
export const THREAD_PEOPLE = 5;

/** One message. A deleted one keeps its place (`seq`) and loses its text, its earlier versions and its reactions. */
export const message = z.strictObject({
  id: publicId,
  conversationId: publicId,
  seq,
  /** The revision of the last change to it: of two tellings the higher one is the truer. */
  rev,
  authorId: publicId,
  /** The author's own mark for the action that wrote it: how her client knows its echo. */
  clientId,
  text: z.string(),
  at: instant,
  /** When its text was last changed; null: never. */
  editedAt: z.nullable(instant),
  /** The message of the same conversation that it answers, which may be gone or never have been. */
  replyTo: z.nullable(publicId),
  reactions: z.array(reacted),
  /** Whom the text names; those who were not there when it was written are no mention. */
  mentions: z.optional(z.array(mention)),
  /** It calls everybody in the room; only moderators can. */
  mentionsAll: z.optional(z.boolean()),
  /** What the text warns of: it opens only when asked. */
  warning: z.optional(z.string()),
  question: z.optional(z.enum(["open", "resolved"])),
  pinned: z.optional(z.boolean()),
  /** A message of elsewhere that this one passes on: a reader opens it through her own access, or not at all. */
  forward: z.optional(messageRef),
  /** Its album, in its order; missing where there is none. */
  photos: z.optional(z.array(photo)),
  /** The message in whose thread this one is: it is then not among those of the conversation itself. */
  threadId: z.optional(publicId),
  /** What was answered in its thread; missing while nothing was. */
  thread: z.optional(threadHead),
  deleted: z.enum(["no", "by-author", "by-moderation"]),
});
export type Message = z.infer<typeof message>;

/** A text that a message had, and since when. */
export const messageVersion = z.strictObject({ text: z.string(), at: instant });
export type MessageVersion = z.infer<typeof messageVersion>;
