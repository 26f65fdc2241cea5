import { CONVERSATIONS } from "../cells.ts";
import type { Row } from "../row.ts";

export const searchRows = {
  // Where she may not read there is nothing to find: the same answer as where there is nothing.
  "message:search": {
    kinds: CONVERSATIONS,
    input: ({ ground }) => ({ query: "bonjour", in: ground.conversationId }),
    rule: () => "ok",
  },
} satisfies Record<string, Row>;
