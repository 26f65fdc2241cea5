import * as z from "zod/mini";
import { publicId } from "./ids.ts";

/** What I want to be told of a conversation: all that is written, what names me, nothing. */
export const LEVELS = ["all", "mentions", "none"] as const;
export const level = z.enum(LEVELS);
export type Level = z.infer<typeof level>;

/** Where a favourite stands among the others, the lowest first; null: it is none. Between two there is always a place. */
export const favourite = z.nullable(z.number().check(z.gte(-1e9), z.lte(1e9)));

/** How I want a conversation to be shown to me. */
export const preference = z.strictObject({ conversationId: publicId, level, favourite });
export type Preference = z.infer<typeof preference>;
