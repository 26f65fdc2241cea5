import { randomUUID } from "node:crypto";
import { newId } from "../../../../shared/ids.ts";
import { type Cell, CONVERSATIONS, isRoom, PLACES, standingOf } from "../cells.ts";
import { isStaff } from "../expected.ts";
import type { Row } from "../row.ts";

/** Whether there is a message of the caller's, or of somebody else's. */
function isThere({ kind, place, variant }: Cell): boolean {
  if (kind === null || place === null) return true;
  if (variant === "hers") return kind !== "request that I sent" && kind !== "nothing";
  if (variant !== "mine") return true;
  if (isRoom(kind)) return PLACES[place].presence !== "none";
  return kind === "open direct" || kind === "request that I sent";
}

export const messageRows = {
  "message:post": {
    kinds: CONVERSATIONS,
    input: ({ ground }) => ({ conversationId: ground.conversationId, clientId: randomUUID(), text: "Me voici." }),
  },
  "message:delete": {
    kinds: CONVERSATIONS,
    variants: ["mine", "hers", "of another conversation", "unknown"],
    applies: isThere,
    input: ({ cell, ground, world }) => {
      const messages: Record<string, string> = {
        mine: ground.mine,
        hers: ground.hers,
        "of another conversation": world.strayMessageId,
      };
      const messageId = messages[cell.variant ?? ""] ?? newId();
      return { conversationId: ground.conversationId, messageId, clientId: randomUUID() };
    },
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
  "message:list": { kinds: CONVERSATIONS, input: ({ ground }) => ({ conversationId: ground.conversationId }) },
} satisfies Record<string, Row>;
