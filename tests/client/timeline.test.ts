import { expect, test } from "vitest";
import {
  applyToTimeline,
  EMPTY_TIMELINE,
  type PageAsked,
  type Timeline,
  withPage,
  withQuoted,
} from "../../client/features/messages/timeline.ts";
import type { ChangeFact } from "../../shared/facts.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Message } from "../../shared/messages.ts";
import { memberOf, simId } from "./support/sim-server.ts";

const ROOM = simId("room");
/** Revisions of deletions begin behind this. */
const REMOVED = 1_000;

function message(seq: number, deleted: Message["deleted"] = "no"): Message {
  return {
    id: simId(`m${seq}`),
    conversationId: ROOM,
    seq,
    rev: deleted === "no" ? seq : REMOVED + seq,
    authorId: simId("ana"),
    clientId: "",
    text: deleted === "no" ? `text ${seq}` : "",
    at: seq,
    editedAt: null,
    replyTo: null,
    reactions: [],
    deleted,
  };
}

const envelope = { stream: ROOM, rev: 1, at: 0, actorId: null };
const posted = (seq: number): ChangeFact => ({
  ...envelope,
  type: "message:posted",
  body: { message: message(seq), author: memberOf(simId("ana")) },
});
const deleted = (seq: number): ChangeFact => ({
  ...envelope,
  rev: REMOVED + seq,
  type: "message:deleted",
  body: { messageId: simId(`m${seq}`), seq, by: "by-moderation" },
});

const page = (seqs: number[], more: { older?: boolean; newer?: boolean } = {}) => ({
  messages: seqs.map((seq) => message(seq)),
  quoted: [],
  hasOlder: more.older ?? false,
  hasNewer: more.newer ?? false,
});
const asked = (kind: PageAsked["kind"], seq: number): PageAsked => ({ kind, seq });
const seqs = (timeline: Timeline) => timeline.rows.map(({ seq }) => seq);
const texts = (timeline: Timeline) => timeline.rows.map(({ text }) => text);

test("what is posted appears at the end while the present is loaded", () => {
  const newest = withPage(EMPTY_TIMELINE, asked("newest", 3), page([2, 3], { older: true }));
  expect(newest).toMatchObject({ range: { from: 2, to: null }, hasOlder: true });
  expect(seqs(applyToTimeline(newest, posted(4)))).toEqual([2, 3, 4]);
  expect(seqs(applyToTimeline(applyToTimeline(newest, posted(4)), posted(4))), "once").toEqual([2, 3, 4]);
});

test("what is posted while old messages are on the screen waits until the present is reached", () => {
  const around = withPage(EMPTY_TIMELINE, asked("around", 10), page([9, 10, 11], { older: true, newer: true }));
  const later = applyToTimeline(around, posted(20));
  expect(seqs(later)).toEqual([9, 10, 11]);
  const half = withPage(later, asked("after", 11), page([12, 13], { newer: true }));
  expect(seqs(half)).toEqual([9, 10, 11, 12, 13]);
  const whole = withPage(half, asked("after", 13), page([14, 19]));
  expect(seqs(whole)).toEqual([9, 10, 11, 12, 13, 14, 19, 20]);
  expect(whole).toMatchObject({ range: { from: 9, to: null }, hasOlder: true });
});

test("what is posted before the first page is there is not lost", () => {
  const early = applyToTimeline(EMPTY_TIMELINE, posted(5));
  expect(early.range).toBeNull();
  expect(seqs(withPage(early, asked("newest", 4), page([3, 4], { older: true })))).toEqual([3, 4, 5]);
});

test("a deleted message keeps its place, and a page read before does not bring its text back", () => {
  const newest = withPage(EMPTY_TIMELINE, asked("newest", 3), page([2, 3], { older: true }));
  const scrubbed = applyToTimeline(newest, deleted(3));
  expect(texts(scrubbed)).toEqual(["text 2", ""]);
  expect(scrubbed.rows[1]?.deleted).toBe("by-moderation");
  expect(texts(withPage(scrubbed, asked("newest", 3), page([2, 3])))).toEqual(["text 2", ""]);
  const older = withPage(applyToTimeline(newest, deleted(1)), asked("before", 2), page([1]));
  expect(texts(older)).toEqual(["", "text 2", "text 3"]);
});

test("a late telling of a message does not undo that a newer page shows it deleted", () => {
  const shown = withPage(EMPTY_TIMELINE, asked("newest", 1), {
    messages: [message(1, "by-author")],
    quoted: [],
    hasOlder: false,
    hasNewer: false,
  });
  expect(texts(applyToTimeline(shown, posted(1)))).toEqual([""]);
});

test("places withheld from me leave holes, and a page of nothing but those is passed over", () => {
  const holes = withPage(EMPTY_TIMELINE, asked("newest", 200), page([190, 195], { older: true }));
  expect(seqs(holes)).toEqual([190, 195]);
  const empty = withPage(holes, asked("before", 190), page([], { older: true }));
  expect(empty.range).toEqual({ from: 190 - LIMITS.pageSize, to: null });
  expect(empty.hasOlder).toBe(true);
  const first = withPage(empty, asked("before", 140), page([1, 2]));
  expect(first).toMatchObject({ range: { from: 0, to: null }, hasOlder: false });
  const silent = withPage(EMPTY_TIMELINE, asked("newest", 60), page([], { older: true }));
  expect(seqs(applyToTimeline(silent, posted(61))), "what comes next is shown").toEqual([61]);
});

const edited = (seq: number, text: string, rev = 2_000 + seq): ChangeFact => ({
  ...envelope,
  rev,
  at: rev,
  type: "message:edited",
  body: { messageId: simId(`m${seq}`), seq, text },
});
const thanked = (seq: number, on: boolean, rev: number): ChangeFact => ({
  ...envelope,
  rev,
  type: "message:reacted",
  body: { messageId: simId(`m${seq}`), seq, by: memberOf(simId("bea")), reaction: "thanks", on },
});

test("an edit changes the text, and neither a page read before it nor a late telling of the message undoes it", () => {
  const newest = withPage(EMPTY_TIMELINE, asked("newest", 3), page([2, 3], { older: true }));
  const changed = applyToTimeline(newest, edited(3, "better"));
  expect(changed.rows[1]).toMatchObject({ text: "better", editedAt: 2_003, rev: 2_003 });
  expect(texts(withPage(changed, asked("newest", 3), page([2, 3])))).toEqual(["text 2", "better"]);
  expect(texts(applyToTimeline(changed, posted(3)))).toEqual(["text 2", "better"]);
  expect(texts(applyToTimeline(changed, edited(3, "older", 1_500))), "an older edit comes too late").toEqual([
    "text 2",
    "better",
  ]);
  const older = withPage(applyToTimeline(newest, edited(1, "first")), asked("before", 2), page([1]));
  expect(texts(older)).toEqual(["first", "text 2", "text 3"]);
});

test("a reaction counts once however often it is told, and goes when it is taken back", () => {
  const newest = withPage(EMPTY_TIMELINE, asked("newest", 1), page([1]));
  const once = applyToTimeline(newest, thanked(1, true, 10));
  expect(once.rows[0]?.reactions).toEqual([{ reaction: "thanks", userId: simId("bea") }]);
  expect(applyToTimeline(once, thanked(1, true, 10)).rows[0]?.reactions).toHaveLength(1);
  expect(applyToTimeline(once, thanked(1, true, 11)).rows[0]?.reactions).toHaveLength(1);
  expect(applyToTimeline(once, thanked(1, false, 12)).rows[0]?.reactions).toEqual([]);
});

test("what a message answers loses its words with the message, also when the answer that brings it is late", () => {
  const quoting = { ...page([8]), quoted: [message(1)] };
  const shown = withPage(EMPTY_TIMELINE, asked("newest", 8), { ...quoting, hasOlder: true });
  expect(shown.quoted[simId("m1")]?.text).toBe("text 1");
  expect(applyToTimeline(shown, deleted(1)).quoted[simId("m1")]?.text).toBe("");
  const early = applyToTimeline({ ...EMPTY_TIMELINE, loading: "first" }, deleted(1));
  expect(withPage(early, asked("newest", 8), { ...quoting, hasOlder: true }).quoted[simId("m1")]?.text).toBe("");
  const known = withQuoted(applyToTimeline(shown, deleted(1)), { [simId("m1")]: message(1) });
  expect(known.quoted[simId("m1")]?.text).toBe("");
});
