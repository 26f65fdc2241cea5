import { randomUUID } from "node:crypto";
import { newId } from "../../../../shared/ids.ts";
import { type Cell, CONVERSATIONS, isRoom, PLACES, standingOf } from "../cells.ts";
import { isStaff, type Outcome } from "../expected.ts";
import type { Given, Row } from "../row.ts";

/** Whether there is a message of the caller's, or of somebody else's. */
export function isThere({ kind, place, variant }: Cell): boolean {
  if (kind === null || place === null) return true;
  if (variant === "hers") return kind !== "request that I sent" && kind !== "nothing";
  if (variant !== "mine") return true;
  if (isRoom(kind)) return PLACES[place].presence !== "none";
  return kind === "open direct" || kind === "request that I sent";
}

/** The message that a variant names. */
export function named({ cell, ground, world }: Given): string {
  const messages: Record<string, string> = {
    mine: ground.mine,
    hers: ground.hers,
    "of another conversation": world.strayMessageId,
  };
  return messages[cell.variant ?? ""] ?? newId();
}

const at = (given: Given) => ({ conversationId: given.ground.conversationId, messageId: named(given) });
const act = (given: Given) => ({ ...at(given), clientId: randomUUID() });
const variants = ["mine", "hers", "of another conversation", "unknown"];
const kinds = CONVERSATIONS;

/** Reading one message: what is in the conversation and not withheld from the caller. */
const readable = ({ variant }: Cell): Outcome => (variant === "mine" || variant === "hers" ? "ok" : "NOT_FOUND");

export const messageRows = {
  "message:post": {
    kinds: CONVERSATIONS,
    input: ({ ground }) => ({ conversationId: ground.conversationId, clientId: randomUUID(), text: "Me voici." }),
  },
  "message:delete": {
    kinds,
    variants,
    applies: isThere,
    input: act,
    rule: ({ kind, place, position, variant }) => {
      if (kind === null || place === null) return "NOT_FOUND";
      const { reads, moderates } = standingOf(kind, place);
      const mayAny = moderates || (isRoom(kind) && isStaff(position));
      if (!mayAny && !reads) return "NOT_FOUND";
      if (variant === "mine") return "ok";
      if (variant !== "hers") return "NOT_FOUND";
      return mayAny ? "ok" : "DENIED";
    },
  },
  "message:edit": {
    kinds,
    variants,
    applies: isThere,
    input: (given) => ({ ...act(given), text: "Me revoici." }),
    rule: ({ variant }) => (variant === "mine" ? "ok" : "NOT_FOUND"),
  },
  "message:react": {
    kinds,
    variants,
    applies: isThere,
    input: (given) => ({ ...act(given), reaction: "thanks", on: true }),
    rule: readable,
  },
  "message:pin": {
    kinds,
    variants,
    applies: isThere,
    input: (given) => ({ ...act(given), on: true }),
    rule: (cell) => {
      const { kind, place, position } = cell;
      if (readable(cell) !== "ok" || kind === null || place === null) return "NOT_FOUND";
      return !isRoom(kind) || standingOf(kind, place).moderates || isStaff(position) ? "ok" : "DENIED";
    },
  },
  "message:resolve": {
    kinds,
    variants,
    applies: isThere,
    input: (given) => ({ ...act(given), on: true }),
    rule: (cell) => {
      const { kind, place, position, variant } = cell;
      if (readable(cell) !== "ok" || kind === null || place === null) return "NOT_FOUND";
      if (variant === "mine") return "ok";
      return isRoom(kind) && (standingOf(kind, place).moderates || isStaff(position)) ? "ok" : "DENIED";
    },
  },
  "message:show": { kinds, variants, applies: isThere, input: at, rule: readable },
  "message:history": { kinds, variants, applies: isThere, input: at, rule: readable },
  "message:list": { kinds: CONVERSATIONS, input: ({ ground }) => ({ conversationId: ground.conversationId }) },
} satisfies Record<string, Row>;
