import { z } from "zod";
import { defineCall } from "./calls.ts";
import { instant, publicId } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { member } from "./members.ts";
import { message } from "./messages.ts";
import { asksForWords, parseSearch } from "./search-words.ts";

/** Where a page ended: the time and the id of the last message that was looked at. */
const cursor = z.string().regex(/^\d{1,16}\.[A-Za-z0-9_-]{22}$/);

export const searchCalls = {
  "message:search": defineCall({
    summary: "Messages that I may read now and in which every word and every quoted phrase stands, the newest first.",
    input: z
      .strictObject({
        /** May be left empty beside `from`, `has` or `is`. */
        query: z.string().max(LIMITS.searchQuery, "long"),
        in: z.optional(publicId),
        from: z.optional(publicId),
        before: z.optional(instant),
        after: z.optional(instant),
        has: z.optional(z.enum(["link", "photo"])),
        is: z.optional(z.enum(["question", "open-question"])),
        cursor: z.optional(cursor),
      })
      .refine(
        ({ query, from, has, is }) =>
          asksForWords(parseSearch(query)) || from !== undefined || has !== undefined || is !== undefined,
        { path: ["query"], message: "empty" },
      ),
    output: z.strictObject({
      messages: z.array(message),
      /** Their authors. */
      members: z.array(member),
      /** Where the next page begins; null: there is none. A page may be short and not the last. */
      cursor: z.nullable(cursor),
    }),
    rate: "search",
  }),
};
