import { randomUUID } from "node:crypto";
import { newId } from "../../../../shared/ids.ts";
import type { Cell } from "../cells.ts";
import type { Outcome } from "../expected.ts";
import type { Given, Row } from "../row.ts";

const whom = async ({ cell, world }: Given): Promise<string> => {
  if (cell.variant === "unknown") return newId();
  return cell.variant === "closed" ? world.goneId : world.newcomer();
};
const act = async (given: Given) => ({ userId: await whom(given), clientId: randomUUID() });
/** Whoever is gone looks like nobody. */
const activeOnly = ({ variant }: Cell): Outcome => (variant === "active" ? "ok" : "NOT_FOUND");
const variants = ["active", "closed", "unknown"];

export const memberRows = {
  "member:list": { input: () => ({}) },
  "member:show": { variants, input: async (given) => ({ userId: await whom(given) }), rule: activeOnly },
  "member:block": { variants, input: act, rule: activeOnly },
  "member:unblock": { variants, input: act, rule: ({ variant }) => (variant === "unknown" ? "NOT_FOUND" : "ok") },
  "member:blocked-list": { input: () => ({}) },
  "member:set-role": {
    variants: ["active", "unknown"],
    input: async (given) => ({ ...(await act(given)), role: "moderator" }),
    rule: activeOnly,
  },
} satisfies Record<string, Row>;
