import * as z from "zod/mini";
import { clientId, instant, publicId, rev, seq } from "./ids.ts";

/** What a member can say of a message without words of her own. */
export const REACTIONS = ["thanks", "me-too", "well-seen", "useful", "courage", "bravo"] as const;
export const reaction = z.enum(REACTIONS);
export type Reaction = z.infer<typeof reaction>;

/** One reaction of one member. */
export const reacted = z.strictObject({ reaction, userId: publicId });
export type Reacted = z.infer<typeof reacted>;

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
  deleted: z.enum(["no", "by-author", "by-moderation"]),
});
export type Message = z.infer<typeof message>;

/** A text that a message had, and since when. */
export const messageVersion = z.strictObject({ text: z.string(), at: instant });
export type MessageVersion = z.infer<typeof messageVersion>;
