import type { CallDefinition } from "../../../shared/calls.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import { roleReaches } from "../../../shared/members.ts";
import { type Cell, isRoom, type Position, roleOf, standingOf } from "./cells.ts";
import type { Row } from "./row.ts";

export type Outcome = "ok" | ErrorCode;

/** What the door answers to whoever has no live session. */
const AT_THE_DOOR: Record<Position, "UNAUTHENTICATED" | "BANNED" | null> = {
  visitor: "UNAUTHENTICATED",
  "forged token": "UNAUTHENTICATED",
  "closed account": "UNAUTHENTICATED",
  banned: "BANNED",
  "signed out": "UNAUTHENTICATED",
  member: null,
  moderator: null,
  administrator: null,
};

/** @returns whether the position has a token that opens a socket, now or before it died */
export function hasSocket(position: Position): boolean {
  return position !== "visitor" && position !== "forged token";
}

/**
 * The answer that the registry promises for a cell: transport, session, audience and place, in this order, and last the
 * row's own rule for what the registry leaves to the call.
 */
export function expectedOf(definition: CallDefinition, row: Row, cell: Cell): Outcome {
  const { position, way } = cell;
  if (way === "socket" && !hasSocket(position)) return "UNAUTHENTICATED";
  if (!definition.transports.includes(way === "socket" ? "socket" : "http")) return "UNKNOWN_CALL";
  if (definition.audience !== "visitor") {
    const refused = AT_THE_DOOR[position];
    if (refused !== null) return refused;
    const role = roleOf(position);
    if (role === null || !roleReaches(role, definition.audience)) return "DENIED";
  }
  const byPlace = outcomeOfPlace(definition, cell);
  return byPlace === "ok" ? (row.rule?.(cell) ?? "ok") : byPlace;
}

function outcomeOfPlace({ place: demanded }: CallDefinition, { position, kind, place }: Cell): Outcome {
  if (kind === null || place === null) return "ok";
  const { reads, writes, moderates } = standingOf(kind, place);
  switch (demanded) {
    case "participant":
      return reads ? "ok" : "NOT_FOUND";
    case "poster":
      return writes;
    case "room-moderator": {
      if (kind !== "the whole community" && !isRoom(kind)) return "NOT_FOUND";
      return isStaff(position) || moderates ? "ok" : "DENIED";
    }
    case "none":
      return "ok";
  }
}

/** @returns whether she is a moderator of the whole community, or above */
export function isStaff(position: Position): boolean {
  const role = roleOf(position);
  return role !== null && roleReaches(role, "moderator");
}
