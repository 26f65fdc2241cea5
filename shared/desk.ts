import * as z from "zod/mini";
import { instant, publicId, seq } from "./ids.ts";
import { message } from "./messages.ts";

/** What I began to write in a place and have not sent. An empty text: nothing any more. */
export const draft = z.strictObject({
  conversationId: publicId,
  threadId: z.optional(publicId),
  text: z.string(),
  at: instant,
});
export type Draft = z.infer<typeof draft>;

/** A message that I kept for myself; null where it is gone, or I may not read it any more. */
export const bookmark = z.strictObject({
  conversationId: publicId,
  messageId: publicId,
  at: instant,
  message: z.nullable(message),
});
export type Bookmark = z.infer<typeof bookmark>;

/** A thread that I follow, with the answers of others that I have not read, at most LIMITS.unreadShown of the newest. */
export const followedThread = z.strictObject({
  root: message,
  unread: z.array(seq),
});
export type FollowedThread = z.infer<typeof followedThread>;
