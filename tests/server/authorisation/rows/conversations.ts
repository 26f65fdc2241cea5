import { randomUUID } from "node:crypto";
import { COMMUNITY_STREAM, userStream } from "../../../../shared/ids.ts";
import { type Cell, CONVERSATIONS, isRoom, PLACES, standingOf } from "../cells.ts";
import { isStaff, type Outcome } from "../expected.ts";
import { nameOf } from "../people.ts";
import type { Given, Row } from "../row.ts";

const act = ({ ground }: Given) => ({ conversationId: ground.conversationId, clientId: randomUUID() });
const named = ({ ground }: Given) => ({ conversationId: ground.conversationId });
const kinds = CONVERSATIONS;

/** An administrator's acts need no place in the room, only a room. */
const anyRoom = ({ kind }: Cell): Outcome => (isRoom(kind) ? "ok" : "NOT_FOUND");

const standing = ({ kind, place }: Cell) => {
  if (kind === null || place === null) throw new Error("a cell without a conversation");
  return { ...standingOf(kind, place), held: PLACES[place].held };
};

export const conversationRows = {
  "room:list": { input: () => ({}) },
  "room:create": {
    input: () => ({ name: nameOf("Salon"), theme: "metier", description: "", clientId: randomUUID() }),
  },
  "room:rename": { kinds, input: (given) => ({ ...act(given), name: nameOf("Renommé") }), rule: anyRoom },
  "room:describe": { kinds, input: (given) => ({ ...act(given), description: "Autre chose." }), rule: anyRoom },
  "room:archive": {
    kinds,
    input: act,
    rule: (cell) => (cell.kind === "archived room" ? "CONFLICT" : anyRoom(cell)),
  },
  "room:restore": { kinds, input: act, rule: (cell) => (cell.kind === "room" ? "CONFLICT" : anyRoom(cell)) },
  "room:join": {
    kinds,
    input: act,
    rule: (cell) => {
      const { reads, held } = standing(cell);
      if (!isRoom(cell.kind) || held === "ban") return "NOT_FOUND";
      return reads || cell.kind === "room" ? "ok" : "ARCHIVED";
    },
  },
  "room:leave": {
    kinds,
    input: act,
    // Whoever is not in it has left it; whoever is banned is in it and may not know of it.
    rule: (cell) => (isRoom(cell.kind) && standing(cell).held !== "ban" ? "ok" : "NOT_FOUND"),
  },
  "room:set-moderator": {
    kinds,
    variants: ["a member of it", "somebody outside"],
    input: ({ cell, ground, world }) => ({
      conversationId: ground.conversationId,
      clientId: randomUUID(),
      userId: cell.variant === "a member of it" ? ground.otherId : world.stranger.id,
      moderator: true,
    }),
    rule: (cell) => (cell.variant === "a member of it" ? anyRoom(cell) : "NOT_FOUND"),
  },
  "conversation:list": { input: () => ({}) },
  "conversation:show": { kinds, input: named },
  "conversation:members": { kinds, input: named },
  "conversation:changes": {
    kinds: [...CONVERSATIONS, "my own stream", "a stream of another", "the stream of the staff"],
    input: ({ cell, caller, ground }) => {
      const streams: Record<string, string> = {
        "my own stream": userStream(caller.id),
        "a stream of another": userStream(ground.otherId),
        "the stream of the staff": COMMUNITY_STREAM,
      };
      return { stream: streams[cell.kind ?? ""] ?? ground.conversationId, after: 0 };
    },
    rule: (cell) => {
      if (cell.kind === "my own stream") return "ok";
      const may = cell.kind === "the stream of the staff" ? isStaff(cell.position) : standing(cell).reads;
      return may ? "ok" : "NOT_FOUND";
    },
  },
  "conversation:read": { kinds, input: (given) => ({ ...act(given), seq: 1 }) },
  "conversation:mark-unread": { kinds, input: (given) => ({ ...act(given), seq: 1 }) },
  "typing:signal": { kinds, input: named },
} satisfies Record<string, Row>;
