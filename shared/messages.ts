import * as z from "zod/mini";
import { clientId, instant, publicId, seq } from "./ids.ts";

/** One message. A deleted one keeps its place (`seq`) and loses its text. */
export const message = z.strictObject({
  id: publicId,
  conversationId: publicId,
  seq,
  authorId: publicId,
  /** The author's own mark for the action that wrote it: how her client knows its echo. */
  clientId,
  text: z.string(),
  at: instant,
  deleted: z.enum(["no", "by-author", "by-moderation"]),
});
export type Message = z.infer<typeof message>;
