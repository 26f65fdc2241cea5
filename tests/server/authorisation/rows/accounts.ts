import { randomBytes, randomUUID } from "node:crypto";
import { newId } from "../../../../shared/ids.ts";
import { PASSWORD } from "../../../support/server.ts";
import { roleOf } from "../cells.ts";
import { nameOf } from "../people.ts";
import type { Row } from "../row.ts";

/** Account calls name no conversation; those for visitors answer by what they are given, not by who asks. */
export const accountRows = {
  "setup:check": { input: () => ({ token: randomBytes(32).toString("base64url") }) },
  "account:register": {
    input: () => ({ email: `${randomUUID()}@exemple.fr`, displayName: nameOf("Inscrite"), password: PASSWORD }),
  },
  "session:create": {
    input: ({ caller }) => ({ email: caller.email, password: PASSWORD }),
    rule: ({ position }) => {
      if (position === "closed account") return "CREDENTIALS";
      return position === "banned" ? "BANNED" : "ok";
    },
  },
  "session:refresh": {
    refresh: true,
    ends: true,
    applies: ({ way }) => way !== "bearer",
    input: () => ({}),
    rule: ({ position }) => {
      if (position === "banned") return "BANNED";
      return roleOf(position) === null ? "UNAUTHENTICATED" : "ok";
    },
  },
  "session:end": { ends: true, input: () => ({}) },
  "session:end-all": { ends: true, input: () => ({}) },
  "session:list": { input: () => ({}) },
  "session:revoke": {
    ends: true,
    variants: ["another of mine", "of somebody else", "unknown"],
    input: async ({ cell, caller, world }) => {
      if (cell.variant === "of somebody else") return { sessionId: world.boss.me.sessionId };
      if (cell.variant === "unknown") return { sessionId: newId() };
      // The dead cannot sign in again: they name the session that they had.
      return { sessionId: roleOf(cell.position) === null ? caller.sessionId : await world.signInAgain(caller) };
    },
    rule: ({ variant }) => (variant === "another of mine" ? "ok" : "NOT_FOUND"),
  },
  "account:show": { input: () => ({}) },
  "account:change-password": {
    ends: true,
    input: () => ({ current: PASSWORD, password: `une autre phrase ${randomUUID()}` }),
  },
} satisfies Record<string, Row>;
