import { describe, expect, test } from "vitest";
import { timelineItems, windowChange } from "../../../client/features/messages/timeline-items.ts";
import type { OutboxEntry } from "../../../client/platform/outbox.store.ts";
import type { Message } from "../../../shared/messages.ts";

const noon = new Date(2026, 10, 24, 12, 0).getTime();
const minute = 60_000;

function said(seq: number, authorId: string, at: number): Message {
  const still = { text: "…", editedAt: null, replyTo: null, reactions: [], deleted: "no" } as const;
  return {
    id: `m${seq}`,
    conversationId: "c",
    seq,
    rev: seq,
    authorId,
    clientId: `client-${seq}`,
    at,
    ...still,
    reactions: [],
  };
}

function written(clientId: string, at: number): OutboxEntry {
  return { clientId, conversationId: "c", text: "…", at, state: "sending" };
}

const items = (rows: Message[], firstUnreadSeq: number | null = null, pending: OutboxEntry[] = []) =>
  timelineItems({ rows, pending, firstUnreadSeq, me: "moi" });

describe("the rows of a list of messages", () => {
  test("go on under the same author within five minutes, not after, not under another", () => {
    const rows = [
      said(1, "ines", noon),
      said(2, "ines", noon + 4 * minute),
      said(3, "ines", noon + 10 * minute),
      said(4, "claire", noon + 11 * minute),
    ];
    expect(items(rows).map(({ continued }) => continued)).toEqual([false, true, false, false]);
  });

  test("say the day once, and begin anew under it", () => {
    const midnight = new Date(2026, 10, 25).getTime();
    const rows = [said(1, "ines", midnight - minute), said(2, "ines", midnight + minute)];
    expect(items(rows).map(({ day }) => day)).toEqual([midnight - minute, midnight + minute]);
    expect(items(rows)[1]?.continued).toBe(false);
  });

  test("the line of new stands above the first message at or after its place, which names its author again", () => {
    const rows = [said(1, "ines", noon), said(4, "ines", noon + minute), said(5, "ines", noon + 2 * minute)];
    const found = items(rows, 3).map((item) => item.kind === "message" && item.isFirstNew);
    expect(found).toEqual([false, true, false]);
    expect(items(rows, 3)[1]?.continued).toBe(false);
    expect(items(rows, 9).some((item) => item.kind === "message" && item.isFirstNew)).toBe(false);
  });

  test("my message keeps its key from the outbox to the echo, and stands once", () => {
    const entry = written("client-2", noon + minute);
    expect(items([said(1, "ines", noon)], null, [entry]).map(({ key }) => key)).toEqual(["m1", "client-2"]);
    const echoed = items([said(1, "ines", noon), said(2, "moi", noon + minute)], null, [entry]);
    expect(echoed.map(({ key, kind }) => [key, kind])).toEqual([
      ["m1", "message"],
      ["client-2", "message"],
    ]);
  });

  test("another member's clientId never becomes a key: she could have chosen mine", () => {
    const rows = [{ ...said(1, "autre", noon), clientId: "client-2" }, said(2, "moi", noon)];
    expect(new Set(items(rows).map(({ key }) => key)).size).toBe(2);
  });
});

describe("what became of the part of the history that is shown", () => {
  const seqs = (...of: number[]) => of.map((seq) => ({ seq }));
  test.each([
    ["more at the end", seqs(3, 4), seqs(3, 4, 5), "kept"],
    ["more at the start", seqs(3, 4), seqs(1, 2, 3, 4), "prepended"],
    ["another part", seqs(3, 4), seqs(40, 41), "replaced"],
    ["an earlier part that does not reach the first", seqs(30, 31), seqs(1, 2), "replaced"],
    ["the first page", [], seqs(1), "kept"],
  ] as const)("%s", (_name, before, now, change) => {
    expect(windowChange(before, now)).toBe(change);
  });
});
