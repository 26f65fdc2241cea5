import { expect, test } from "vitest";
import {
  applyToSummary,
  type HeldConversation,
  holdSummary,
  isUncertain,
  unreadCount,
  withMark,
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
  return {
    kind: "room",
    id: ROOM,
    rev: seq,
    seq,
    readSeq,
    unreadRev: 0,
    unread,
    mentioned: [],
    room,
    roomRole: "member",
  };
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

/** Read that far by somebody who never marked anything as unread. */
const read = (readSeq: number) => ({ readSeq, unreadRev: 0 });

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
  expect(withMark(held, read(5)).summary).toMatchObject({ readSeq: 5, unread: [6] });
});

test("reading never moves a mark back, whoever tells an older one", () => {
  const held = withMark(holdSummary(summary(9, 2, [3, 9])), read(9));
  expect(withMark(held, read(4))).toBe(held);
  expect(holdSummary(summary(9, 2, [3, 9]), held).summary).toMatchObject({ readSeq: 9, unread: [] });
  expect(after(held, posted(8)).summary.unread, "told late").toEqual([]);
});

test("what is marked as unread stays so, whatever was read before it, until one reads on", () => {
  const held = withMark(holdSummary(summary(9, 2, [3, 9])), read(9));
  const back = withMark(held, { readSeq: 4, unreadRev: 7 });
  expect(back.summary.readSeq).toBe(4);
  expect(isUncertain(back), "only the server knows what is unread again").toBe(true);
  expect(withMark(back, read(9)), "told late").toBe(back);
  const fetched = holdSummary({ ...summary(9, 4, [6, 9]), unreadRev: 7 }, back);
  expect(fetched.summary.unread).toEqual([6, 9]);
  expect(isUncertain(fetched)).toBe(false);
  const older = holdSummary(summary(9, 9, []), back);
  expect(older.summary.readSeq, "asked for before it").toBe(4);
  expect(isUncertain(older)).toBe(true);
  expect(withMark(fetched, { readSeq: 9, unreadRev: 7 }).summary).toMatchObject({ readSeq: 9, unread: [] });
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
  const almost = withMark(held, read(149));
  expect(almost.summary.unread).toEqual([150]);
  expect(isUncertain(almost)).toBe(false);
});

test("a conversation with somebody whom I block counts nothing", () => {
  const direct: ConversationSummary = {
    kind: "direct",
    id: ROOM,
    rev: 1,
    seq: 1,
    readSeq: 0,
    unreadRev: 0,
    unread: [1],
    mentioned: [],
    state: "open",
    blockedByMe: true,
    with: memberOf(ANA),
    lastActivityAt: null,
  };
  expect(unreadCount(holdSummary(direct))).toBe(0);
  expect(unreadCount(holdSummary({ ...direct, blockedByMe: false }))).toBe(1);
});
