import { randomUUID } from "node:crypto";
import { newId } from "../../../../shared/ids.ts";
import { type Cell, CONVERSATIONS, isRoom, standingOf } from "../cells.ts";
import { isStaff, type Outcome } from "../expected.ts";
import type { Given, Row } from "../row.ts";

const MINUTES = 60_000;

/** Null for the whole community. */
const scopeOf = ({ cell, ground }: Given) => (cell.kind === "the whole community" ? null : ground.conversationId);
const moderates = ({ kind, place, position }: Cell) =>
  isStaff(position) || (kind !== null && place !== null && standingOf(kind, place).moderates);

export const moderationRows = {
  "sanction:impose": {
    kinds: [...CONVERSATIONS, "the whole community"],
    variants: ["a member", "herself", "an administrator"],
    input: async (given) => {
      const { cell, caller, world } = given;
      const targets: Record<string, string> = { herself: caller.id, "an administrator": world.deputy.id };
      return {
        userId: targets[cell.variant ?? ""] ?? (await world.newcomer()),
        kind: "mute",
        conversationId: scopeOf(given),
        reason: "spam",
        text: "",
        durationMs: 10 * MINUTES,
        clientId: randomUUID(),
      };
    },
    // Nobody sanctions herself; only an administrator sanctions staff.
    rule: ({ variant, position }): Outcome => {
      if (variant === "herself") return "DENIED";
      return variant === "a member" || position === "administrator" ? "ok" : "DENIED";
    },
  },
  "sanction:lift": {
    kinds: ["room", "archived room", "the whole community", "nothing"],
    input: async (given) => ({
      sanctionId: given.cell.kind === "nothing" ? newId() : await given.world.sanction(scopeOf(given)),
      text: "",
      clientId: randomUUID(),
    }),
    rule: (cell) => {
      if (cell.kind === "nothing") return "NOT_FOUND";
      return moderates(cell) ? "ok" : "NOT_FOUND";
    },
  },
  "sanction:list": {
    kinds: [...CONVERSATIONS, "the whole community"],
    input: (given) => {
      const conversationId = scopeOf(given);
      return conversationId === null ? {} : { conversationId };
    },
    rule: (cell) => {
      if (moderates(cell)) return "ok";
      return isRoom(cell.kind) || cell.kind === "the whole community" ? "DENIED" : "NOT_FOUND";
    },
  },
  "audit:list": { input: () => ({}) },
} satisfies Record<string, Row>;
