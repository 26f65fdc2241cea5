import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newClientId } from "../../client/platform/client-id.ts";
import { type AccountDb, deleteAccountDb, openAccountDb } from "../../client/platform/db.ts";
import { CallRejected, noAnswer } from "../../client/platform/errors.ts";
import type { OutboxEntry } from "../../client/platform/outbox.store.ts";
import { createOutbox, type Outbox, type OutboxPorts, type StoredEntry } from "../../client/platform/outbox.ts";
import { LIMITS } from "../../shared/limits.ts";

const ACCOUNT = "account";
const A = "conversation-a";
const B = "conversation-b";

interface Attempt {
  entry: StoredEntry;
  resolve(ack: { rev: number }): void;
  reject(error: Error): void;
}

/** One tab: an outbox over the shared database, a clock and a server moved by the test. */
class Tab {
  readonly attempts: Attempt[] = [];
  readonly waiting: { run: () => void; ms: number }[] = [];
  shown: OutboxEntry[] = [];
  now = 1_000_000;
  followed = true;
  readonly outbox: Outbox;

  constructor(db: AccountDb, ports: Partial<OutboxPorts> = {}) {
    this.outbox = createOutbox({
      store: db.outbox,
      send: (entry) => new Promise((resolve, reject) => this.attempts.push({ entry, resolve, reject })),
      committed: () => this.followed,
      publish: (entries) => {
        this.shown = entries;
      },
      announce: () => undefined,
      now: () => this.now,
      schedule: (run, ms) => {
        const due = { run, ms };
        this.waiting.push(due);
        return () => void this.waiting.splice(this.waiting.indexOf(due), 1);
      },
      exclusively: (_name, run) => run(),
      newClientId,
      random: () => 0.5,
      ...ports,
    });
  }

  get texts(): string[] {
    return this.attempts.map(({ entry }) => entry.text);
  }

  states(): string[] {
    return this.shown.map(({ text, state, problem }) => [text, state, problem].filter(Boolean).join(" "));
  }

  /** Lets the clock reach the next attempt. */
  async wait(): Promise<void> {
    const [due] = this.waiting;
    if (!due) throw new Error("nothing waits");
    this.now += due.ms;
    this.waiting.splice(0, 1);
    due.run();
    await settle();
  }

  async answer(index: number, rev: number): Promise<void> {
    this.attempts[index]?.resolve({ rev });
    await settle();
  }

  async refuse(index: number, error: Error): Promise<void> {
    this.attempts[index]?.reject(error);
    await settle();
  }
}

/** Lets the database and everything that waits for it run until nothing moves any more. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const refusal = (code: "MUTED" | "RATE" | "UNAUTHENTICATED", retryAfterMs?: number) =>
  new CallRejected({ code, message: "", ...(retryAfterMs !== undefined && { retryAfterMs }) });

let db: AccountDb;
let tab: Tab;

beforeEach(async () => {
  db = await openAccountDb(ACCOUNT);
  tab = new Tab(db);
  await tab.outbox.load();
});

afterEach(async () => {
  tab.outbox.close();
  db.close();
  await deleteAccountDb(ACCOUNT);
});

test("a message is saved before it is sent, and leaves once it has come back", async () => {
  await tab.outbox.add(A, "one");
  expect((await db.outbox.all()).map(({ text }) => text)).toEqual(["one"]);
  expect(tab.attempts).toEqual([]);
  tab.outbox.resume();
  await settle();
  expect(tab.states()).toEqual(["one sending"]);
  await tab.answer(0, 7);
  expect(await db.outbox.all()).toEqual([]);
  expect(tab.states(), "answered, its row is not there yet").toEqual(["one sending"]);
  tab.outbox.reached(A, 6);
  expect(tab.states()).toEqual(["one sending"]);
  tab.outbox.reached(A, 7);
  expect(tab.states()).toEqual([]);
});

test("a message outlives a reload and goes with the same clientId", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await settle();
  const { clientId } = tab.attempts[0]?.entry ?? {};
  tab.outbox.close();
  expect(tab.shown).toEqual([]);

  const reloaded = new Tab(db);
  await reloaded.outbox.load();
  expect(reloaded.shown.map((entry) => entry.clientId)).toEqual([clientId]);
  reloaded.outbox.resume();
  await settle();
  expect(reloaded.attempts.map(({ entry }) => entry.clientId)).toEqual([clientId]);
  await tab.answer(0, 1);
  expect(await db.outbox.all(), "an answer to the page that is gone changes nothing").toHaveLength(1);
  reloaded.outbox.close();
});

test("no answer is not a failure: the same message goes again, later and later", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await settle();
  const delays: number[] = [];
  for (let attempt = 0; attempt < 7; attempt += 1) {
    await tab.refuse(attempt, noAnswer());
    expect(tab.states()).toEqual(["one waiting"]);
    delays.push(tab.waiting[0]?.ms ?? 0);
    await tab.wait();
  }
  expect(delays).toEqual([750, 1_500, 3_000, 6_000, 12_000, 15_000, 15_000]);
  expect(new Set(tab.attempts.map(({ entry }) => entry.clientId)).size).toBe(1);
  expect(tab.states()).toEqual(["one sending"]);
});

test("too many at once: waits as long as the server says, keeps the order, and goes one by one", async () => {
  tab.outbox.resume();
  for (const text of ["one", "two", "three"]) await tab.outbox.add(A, text);
  await settle();
  expect(tab.texts, "after a reconnection one at a time").toEqual(["one"]);
  await tab.refuse(0, refusal("RATE", 4_000));
  expect(tab.waiting.map(({ ms }) => ms)).toEqual([4_000]);
  await tab.wait();
  expect(tab.texts).toEqual(["one", "one"]);
  await tab.answer(1, 1);
  expect(tab.texts, "then several").toEqual(["one", "one", "two", "three"]);
});

test("five at most are under way in a conversation; another conversation does not wait for it", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "0");
  await settle();
  await tab.answer(0, 1);
  for (let n = 1; n <= 7; n += 1) await tab.outbox.add(A, String(n));
  await tab.outbox.add(B, "b");
  await settle();
  expect(tab.texts).toEqual(["0", "1", "2", "3", "4", "5", "b"]);
  await tab.answer(1, 2);
  expect(tab.texts.slice(7)).toEqual(["6"]);
});

test("after a message without an answer they go one by one again, in the order of writing", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "0");
  await settle();
  await tab.answer(0, 1);
  for (const text of ["1", "2", "3"]) await tab.outbox.add(A, text);
  await settle();
  for (const index of [1, 2, 3]) await tab.refuse(index, noAnswer());
  await tab.wait();
  expect(tab.texts).toEqual(["0", "1", "2", "3", "1"]);
  await tab.answer(4, 2);
  expect(tab.texts.slice(5)).toEqual(["2", "3"]);
});

test("what is refused for good says why, lets the others pass, and can be tried again or taken out", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await tab.outbox.add(A, "two");
  await settle();
  await tab.refuse(0, refusal("MUTED"));
  expect(tab.states()).toEqual(["one failed MUTED", "two sending"]);
  await tab.answer(1, 1);
  expect(tab.texts).toEqual(["one", "two"]);

  const clientId = tab.attempts[0]?.entry.clientId ?? "";
  const reloaded = new Tab(db);
  await reloaded.outbox.load();
  expect(reloaded.states(), "also after a reload").toEqual(["one failed MUTED"]);
  reloaded.outbox.resume();
  await settle();
  expect(reloaded.attempts).toEqual([]);
  await reloaded.outbox.retry(clientId);
  await settle();
  expect(reloaded.attempts.map(({ entry }) => entry.clientId)).toEqual([clientId]);
  await reloaded.refuse(0, refusal("MUTED"));
  expect(await reloaded.outbox.take(clientId)).toMatchObject({ text: "one" });
  expect(await reloaded.outbox.take(clientId), "only once").toBeNull();
  expect(await db.outbox.all()).toEqual([]);
  reloaded.outbox.close();
});

test("a session that has to be renewed is no fault of the message", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await settle();
  await tab.refuse(0, refusal("UNAUTHENTICATED"));
  expect(tab.states()).toEqual(["one waiting"]);
});

test("its row comes back before the answer: it leaves at once, and the answer changes nothing", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await settle();
  tab.outbox.echoed(tab.attempts[0]?.entry.clientId ?? "");
  await settle();
  expect(tab.states()).toEqual([]);
  expect(await db.outbox.all()).toEqual([]);
  await tab.answer(0, 1);
  expect(tab.states()).toEqual([]);
  await tab.outbox.add(A, "two");
  await settle();
  expect(tab.texts).toEqual(["one", "two"]);
});

test("its row comes back and the answer never does: it is not sent again", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await settle();
  tab.outbox.echoed(tab.attempts[0]?.entry.clientId ?? "");
  await tab.refuse(0, noAnswer());
  expect(tab.states()).toEqual([]);
  expect(tab.waiting).toEqual([]);
  expect(tab.texts).toEqual(["one"]);
});

test("answered in a conversation that nobody follows any more, it leaves at once", async () => {
  tab.followed = false;
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await settle();
  await tab.answer(0, 1);
  expect(tab.states()).toEqual([]);
});

test("nothing is sent while the connection is away, and what had no answer goes first when it is back", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await settle();
  tab.outbox.pause();
  await tab.refuse(0, noAnswer());
  await tab.outbox.add(A, "two");
  await settle();
  expect(tab.texts).toEqual(["one"]);
  expect(tab.states()).toEqual(["one waiting", "two waiting"]);
  tab.outbox.resume();
  await settle();
  expect(tab.texts).toEqual(["one", "one"]);
  await tab.answer(1, 1);
  expect(tab.texts).toEqual(["one", "one", "two"]);
});

test("after a day a message waits for the person's word", async () => {
  await tab.outbox.add(A, "old");
  await tab.outbox.add(A, "thrown away");
  tab.now += LIMITS.outboxAsksAfter + 1;
  await tab.outbox.add(A, "new");
  tab.outbox.resume();
  await settle();
  expect(tab.texts).toEqual(["new"]);
  expect(tab.states()).toEqual(["old asking", "thrown away asking", "new sending"]);
  const [old, other] = tab.shown;
  await tab.outbox.discard(other?.clientId ?? "");
  await tab.outbox.retry(old?.clientId ?? "");
  await tab.answer(0, 1);
  tab.outbox.reached(A, 1);
  expect(tab.texts).toEqual(["new", "old"]);
  expect(tab.states()).toEqual(["old sending"]);
});

test("what is on its way cannot be thrown away or taken out", async () => {
  tab.outbox.resume();
  await tab.outbox.add(A, "one");
  await settle();
  const clientId = tab.shown[0]?.clientId ?? "";
  await tab.outbox.discard(clientId);
  expect(await tab.outbox.take(clientId)).toBeNull();
  expect(tab.states()).toEqual(["one sending"]);
});

test("two tabs with a lock send a message once, and the other tab sees it go", async () => {
  const queue = new Map<string, Promise<void>>();
  const exclusively: OutboxPorts["exclusively"] = (name, run) => {
    const turn = (queue.get(name) ?? Promise.resolve()).then(run);
    queue.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
  tab.outbox.close();
  const tabs: Tab[] = [];
  const announce = () => {
    for (const other of tabs) void other.outbox.load();
  };
  tabs.push(new Tab(db, { exclusively, announce }), new Tab(db, { exclusively, announce }));
  const [first, second] = tabs as [Tab, Tab];
  for (const { outbox } of tabs) outbox.resume();
  await first.outbox.add(A, "one");
  await settle();
  expect(second.states()).toEqual(["one waiting"]);
  expect([...first.texts, ...second.texts]).toEqual(["one"]);
  const sender = first.attempts.length > 0 ? first : second;
  await sender.answer(0, 1);
  expect([...first.texts, ...second.texts]).toEqual(["one"]);
  expect((sender === first ? second : first).states()).toEqual([]);
  for (const { outbox } of tabs) outbox.close();
});

test("another account finds nothing of the one before", async () => {
  await tab.outbox.add(A, "one");
  const other = await openAccountDb("other");
  expect(await other.outbox.all()).toEqual([]);
  other.close();
  tab.outbox.close();
  expect(tab.shown).toEqual([]);
  db.close();
  await deleteAccountDb(ACCOUNT);
  db = await openAccountDb(ACCOUNT);
  expect(await db.outbox.all()).toEqual([]);
});
