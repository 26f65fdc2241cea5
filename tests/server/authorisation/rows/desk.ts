import { randomUUID } from "node:crypto";
import { type Cell, CONVERSATIONS, standingOf } from "../cells.ts";
import type { Outcome } from "../expected.ts";
import type { Given, Row } from "../row.ts";
import { isThere, messageRows, named } from "./messages.ts";

const kinds = CONVERSATIONS;
const variants = ["mine", "hers", "of another conversation", "unknown"];
const readable = messageRows["message:show"].rule;
const at = (given: Given) => ({ conversationId: given.ground.conversationId, clientId: randomUUID() });
/** The call itself asks for her place: one that is taken out may be of what she cannot read any more. */
const bookmarkable = (cell: Cell): Outcome => {
  const { kind, place } = cell;
  if (kind === null || place === null || !standingOf(kind, place).reads) return "NOT_FOUND";
  return readable(cell);
};

export const deskRows = {
  "desk:show": { input: () => ({}) },
  "bookmark:list": { input: () => ({}) },
  "thread:list": { input: () => ({}) },
  "bookmark:set": {
    kinds,
    variants,
    applies: isThere,
    input: (given) => ({ ...at(given), messageId: named(given), on: true }),
    rule: bookmarkable,
  },
  "conversation:set-preference": { kinds, input: (given) => ({ ...at(given), level: "mentions", favourite: 1 }) },
  "draft:save": { kinds, input: (given) => ({ ...at(given), text: "Je com" }) },
  "thread:follow": {
    kinds,
    variants,
    applies: isThere,
    input: (given) => ({ ...at(given), threadId: named(given), on: true }),
    rule: readable,
  },
  "thread:read": {
    kinds,
    variants,
    applies: isThere,
    input: (given) => ({ ...at(given), threadId: named(given), seq: 1 }),
    rule: readable,
  },
} satisfies Record<string, Row>;
