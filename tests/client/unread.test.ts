import { expect, test } from "vitest";
import {
  applyToSummary,
  type HeldConversation,
  holdSummary,
  isUncertain,
  raiseRead,
  unreadCount,
} from "../../client/features/conversations/summary.ts";
import type { ConversationSummary } from "../../shared/conversations.ts";
import type { ChangeFact } from "../../shared/facts.ts";
import { LIMITS } from "../../shared/limits.ts";
import { memberOf, simId } from "./support/sim-server.ts";

const ME = simId("me");
const ANA = simId("ana");
const ROOM = simId("room");

function summary(seq: number, readSeq: number, unread: number[]): ConversationSummary {
  const room = {
    id: ROOM,
    name: "",
    theme: "metier",
    description: "",
    archived: false,
    members: 2,
    lastActivityAt: null,
  } as const;
  return { kind: "room", id: ROOM, rev: seq, seq, readSeq, unread, room, roomRole: "member" };
}

function posted(seq: number, authorId = ANA): ChangeFact {
  const message = {
    id: simId(`m${seq}`),
    conversationId: ROOM,
    seq,
    authorId,
    rev: seq,
    clientId: "",
    text: "text",
    at: 1,
    editedAt: null,
    replyTo: null,
    reactions: [],
    deleted: "no" as const,
  };
  return {
    type: "message:posted",
    stream: ROOM,
    rev: seq,
    at: 1,
    actorId: authorId,
    body: { message, author: memberOf(authorId) },
  };
}

const deleted = (seq: number): ChangeFact => ({
  type: "message:deleted",
  stream: ROOM,
  rev: 1_000 + seq,
  at: 1,
  actorId: ANA,
  body: { messageId: simId(`m${seq}`), seq, by: "by-author" },
});

const after = (held: HeldConversation, ...facts: ChangeFact[]) =>
  facts.reduce((one, fact) => applyToSummary(one, fact, ME), held);

test("others' messages count until they are read or deleted; mine never do", () => {
  const held = after(holdSummary(summary(2, 2, [])), posted(3), posted(4, ME), posted(5), posted(6));
  expect(held.summary.unread).toEqual([3, 5, 6]);
  expect(after(held, posted(5), posted(6)).summary.unread, "told twice").toEqual([3, 5, 6]);
  expect(after(held, deleted(5)).summary.unread).toEqual([3, 6]);
  expect(raiseRead(held, 5).summary).toMatchObject({ readSeq: 5, unread: [6] });
});

test("a read mark never moves back, whoever tells an older one", () => {
  const read = raiseRead(holdSummary(summary(9, 2, [3, 9])), 9);
  expect(raiseRead(read, 4)).toBe(read);
  expect(holdSummary(summary(9, 2, [3, 9]), read).summary).toMatchObject({ readSeq: 9, unread: [] });
  expect(after(read, posted(8)).summary.unread, "told late").toEqual([]);
});

test("of more than a hundred only the server knows the number: one deleted makes it uncertain, reading does not", () => {
  const many = Array.from({ length: LIMITS.unreadShown }, (_, index) => 51 + index);
  const held = holdSummary(summary(150, 0, many));
  expect(unreadCount(held)).toBe(100);
  expect(isUncertain(held)).toBe(false);
  expect(isUncertain(after(held, deleted(60)))).toBe(true);
  const more = after(held, posted(151));
  expect(unreadCount(more)).toBe(100);
  expect(isUncertain(after(more, deleted(60))), "a hundred are left that are known").toBe(false);
  const read = raiseRead(held, 149);
  expect(read.summary.unread).toEqual([150]);
  expect(isUncertain(read)).toBe(false);
});

test("a conversation with somebody whom I block counts nothing", () => {
  const direct: ConversationSummary = {
    kind: "direct",
    id: ROOM,
    rev: 1,
    seq: 1,
    readSeq: 0,
    unread: [1],
    state: "open",
    blockedByMe: true,
    with: memberOf(ANA),
    lastActivityAt: null,
  };
  expect(unreadCount(holdSummary(direct))).toBe(0);
  expect(unreadCount(holdSummary({ ...direct, blockedByMe: false }))).toBe(1);
});
