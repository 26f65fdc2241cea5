import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { newId, userStream } from "../../../shared/ids.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";

const ROOM = themedRoomId("tarifs");

let server: TestServer;
let hélène: Person;
let inès: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  inès = await server.person("Inès Marchetti");
  await Promise.all([hélène, inès].map((person) => person.joinRoom(ROOM)));
  for (const text of ["Un.", "Deux.", "Trois.", "Quatre."]) await hélène.post(ROOM, text);
});
afterAll(() => server.close());

const act = (seq: number) => ({ conversationId: ROOM, seq, clientId: randomUUID() });
const shown = async (person: Person) => (await person.ok("conversation:show", { conversationId: ROOM })).conversation;

it("what is marked as unread is unread again in every tab, and is nobody else's business", async () => {
  const tab = await inès.tab();
  expect(await inès.ok("conversation:read", act(4))).toEqual({ readSeq: 4 });
  expect((await shown(inès)).unread).toEqual([]);
  expect(await inès.ok("conversation:mark-unread", act(3))).toEqual({ readSeq: 2 });
  const told = await inès.told("conversation:marked-unread");
  expect(told).toMatchObject({ stream: userStream(inès.id), body: { conversationId: ROOM, readSeq: 2 } });
  await expect.poll(() => tab.facts.filter(({ type }) => type === "conversation:marked-unread")).toHaveLength(1);
  expect(await shown(inès)).toMatchObject({ readSeq: 2, unreadRev: told.rev, unread: [3, 4] });
  expect(hélène.facts.filter(({ type }) => type === "conversation:marked-unread")).toEqual([]);
});

it("a read mark of before does not undo it, however high; reading on does", async () => {
  const { unreadRev } = await shown(inès);
  expect(unreadRev).toBeGreaterThan(0);
  const late = { ...act(4), unreadRev: unreadRev - 1 };
  expect(await inès.ok("conversation:read", late), "it was read before").toEqual({ readSeq: 2 });
  expect((await shown(inès)).unread).toEqual([3, 4]);
  expect(await inès.ok("conversation:read", { ...act(3), unreadRev })).toEqual({ readSeq: 3 });
  expect((await shown(inès)).unread).toEqual([4]);
  expect(await inès.ok("conversation:read", act(4)), "by a script that knows of no revision").toEqual({ readSeq: 4 });
  expect((await shown(inès)).unread).toEqual([]);
});

it("of a read mark on its way and a marking as unread, the marking holds, whichever comes first", async () => {
  const { unreadRev } = await shown(inès);
  await Promise.all([
    inès.ok("conversation:mark-unread", act(2)),
    ...[4, 3, 4, 2].map((seq) => inès.ok("conversation:read", { ...act(seq), unreadRev })),
  ]);
  expect(await shown(inès)).toMatchObject({ readSeq: 1, unread: [2, 3, 4] });
});

it("marking from further on than I have read moves nothing forward, and twice is once", async () => {
  const again = act(4);
  expect(await inès.ok("conversation:mark-unread", again)).toEqual({ readSeq: 1 });
  const { unreadRev } = await shown(inès);
  expect(await inès.ok("conversation:mark-unread", again)).toEqual({ readSeq: 1 });
  expect(await shown(inès)).toMatchObject({ unreadRev, unread: [2, 3, 4] });
  await inès.refused("conversation:mark-unread", { ...again, seq: 3 }, "IDEMPOTENCY_MISMATCH");
});

it("is refused where I am not, and of a place that is none", async () => {
  const elsewhere = themedRoomId("droits");
  await inès.refused("conversation:mark-unread", { ...act(1), conversationId: elsewhere }, "NOT_FOUND");
  await inès.refused("conversation:mark-unread", { ...act(1), conversationId: newId() }, "NOT_FOUND");
  await inès.refused("conversation:mark-unread", act(0), "INVALID");
});
