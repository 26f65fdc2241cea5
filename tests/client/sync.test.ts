import { expect, test } from "vitest";
import { type ChangesPage, createSync, type SyncPorts } from "../../client/platform/sync.ts";
import type { ChangeFact } from "../../shared/facts.ts";
import { simId } from "./support/sim-server.ts";

const A = simId("A");

const renamed = (rev: number, stream = A) => ({
  type: "room:renamed",
  stream,
  rev,
  at: 0,
  actorId: null,
  body: { name: `name ${rev}` },
});

interface Asked {
  stream: string;
  after: number;
  answer(page: Partial<ChangesPage>): Promise<void>;
  fail(): Promise<void>;
}

/** A heart whose fetches the test answers; streams' states are at `stateRev`. */
function start(ports: Partial<SyncPorts> = {}) {
  const asked: Asked[] = [];
  const applied: number[] = [];
  const timers: (() => void)[] = [];
  const told: string[] = [];
  const world = { stateRev: 0 };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const sync = createSync({
    fetchChanges: (stream, after) =>
      new Promise((resolve, reject) => {
        asked.push({
          stream,
          after,
          answer: async (page) => {
            resolve({ changes: [], head: after, more: false, reset: false, ...page });
            await settle();
          },
          fail: async () => {
            reject(new Error("no answer"));
            await settle();
          },
        });
      }),
    load: async () => ({ rev: world.stateRev, install: () => void told.push(`installed ${world.stateRev}`) }),
    apply: (fact: ChangeFact) => void applied.push(fact.rev),
    reset: (stream) => void told.push(`reset ${stream.replaceAll("_", "")}`),
    drop: (stream) => void told.push(`dropped ${stream.replaceAll("_", "")}`),
    detailed: () => true,
    urgent: () => false,
    advanced: () => undefined,
    settled: () => void told.push("settled"),
    schedule: (run) => {
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
    ...ports,
  });
  const list = (heads: Record<string, number>) =>
    sync.listed(
      {
        snapshots: Object.entries(heads).map(([stream, rev]) => ({ stream, rev, install: () => undefined })),
        heads,
        installed: () => undefined,
      },
      sync.mark(),
    );
  return { sync, asked, applied, timers, told, world, list, settle };
}

test("a fact whose content is not understood counts its revision and nothing else", () => {
  const { sync, applied, list, asked } = start();
  list({ [A]: 1 });
  sync.take({ ...renamed(2), type: "room:painted" });
  sync.take({ ...renamed(3), body: { name: 7 } });
  sync.take({ ...renamed(4), stream: "../etc" });
  for (const junk of [null, 7, "fact", [], {}, { stream: A }, { stream: A, rev: -1 }]) sync.take(junk);
  sync.take(renamed(4));
  expect(applied).toEqual([4]);
  expect(sync.rev(A)).toBe(4);
  expect(asked).toEqual([]);
});

test("a fact whose application fails does not stop the stream; the state is fetched again", async () => {
  const { sync, list, told, world, settle } = start({
    apply: () => {
      throw new Error("a defect");
    },
  });
  list({ [A]: 1 });
  world.stateRev = 2;
  sync.take(renamed(2));
  await settle();
  expect(sync.rev(A)).toBe(2);
  expect(told).toContain("installed 2");
});

test("a gap is fetched page by page; what came early is applied in its turn", async () => {
  const { sync, asked, applied, list, told } = start();
  list({ [A]: 1 });
  sync.take(renamed(5));
  expect(applied).toEqual([]);
  expect(asked.map(({ after }) => after)).toEqual([1]);
  await asked[0]?.answer({ changes: [renamed(2), renamed(3)], head: 5, more: true });
  expect(asked.map(({ after }) => after)).toEqual([1, 3]);
  await asked[1]?.answer({ changes: [renamed(4), renamed(5)], head: 5 });
  expect(applied).toEqual([2, 3, 4, 5]);
  expect(told.at(-1)).toBe("settled");
});

test("no more than 200 early facts are kept, and the others are fetched", async () => {
  const { sync, asked, applied, list } = start();
  list({ [A]: 1 });
  for (let rev = 3; rev <= 303; rev += 1) sync.take(renamed(rev));
  await asked[0]?.answer({ changes: [renamed(2)], head: 303, more: true });
  expect(applied.length).toBe(201);
  expect(asked[1]?.after).toBe(202);
});

test("a failed fetch is tried again later, and at once when the connection is back", async () => {
  const { sync, asked, timers, list } = start();
  list({ [A]: 1 });
  sync.heads({ [A]: 2 });
  await asked[0]?.fail();
  expect(asked).toHaveLength(1);
  expect(timers).toHaveLength(1);
  sync.retry();
  expect(timers).toHaveLength(0);
  expect(asked).toHaveLength(2);
});

test("four streams at once, the one on the screen first", async () => {
  const names = ["a", "b", "c", "d", "e", "f"].map(simId);
  const { sync, asked, list } = start({ urgent: (stream) => stream === simId("f") });
  list(Object.fromEntries(names.map((name) => [name, 1])));
  sync.heads(Object.fromEntries(names.map((name) => [name, 2])));
  expect(asked.map(({ stream }) => stream)).toEqual(["f", "a", "b", "c"].map(simId));
  await asked[1]?.answer({ changes: [renamed(2, simId("a"))], head: 2 });
  expect(asked.map(({ stream }) => stream)).toEqual(["f", "a", "b", "c", "d"].map(simId));
});

test("a history cut short: the state is fetched anew, and what is held in detail is dropped", async () => {
  const { sync, asked, told, world, list, applied } = start();
  list({ [A]: 10 });
  sync.heads({ [A]: 2_000 });
  world.stateRev = 2_000;
  await asked[0]?.answer({ reset: true, head: 2_000 });
  expect(sync.rev(A)).toBe(2_000);
  expect(told.slice(-3)).toEqual(["installed 2000", "reset A", "settled"]);
  expect(applied).toEqual([]);
});

test("a server set back to a backup: only then a revision falls, and the stream goes on from there", async () => {
  const { sync, asked, world, list, applied } = start();
  list({ [A]: 10 });
  sync.heads({ [A]: 11 });
  world.stateRev = 7;
  await asked[0]?.answer({ reset: true, head: 7 });
  expect(sync.rev(A)).toBe(7);
  sync.take(renamed(8));
  expect(applied).toEqual([8]);
  expect(sync.behind()).toBe(false);
});

test("a server that knows no more than what is held is believed in the end", async () => {
  const { sync, asked, timers, list } = start();
  list({ [A]: 10 });
  sync.heads({ [A]: 12 });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await asked[attempt]?.answer({ head: 10 });
    timers.shift()?.();
  }
  expect(asked).toHaveLength(3);
  expect(sync.rev(A)).toBe(10);
  expect(sync.behind()).toBe(false);
});

test("what I may no longer follow goes: told, missing in a listing, or refused", async () => {
  const [b, c] = [simId("B"), simId("C")];
  const { sync, told, list, asked, settle } = start({ fetchChanges: async () => "gone" });
  list({ [A]: 1, [b]: 1, [c]: 1 });
  sync.lost(A);
  list({ [c]: 1 });
  sync.heads({ [c]: 2 });
  await settle();
  expect(told.filter((word) => word.startsWith("dropped"))).toEqual(["dropped A", "dropped B", "dropped C"]);
  expect(asked).toEqual([]);
});

test("after it was stopped, nothing is applied any more", async () => {
  const { sync, applied, list, asked } = start();
  list({ [A]: 1 });
  sync.heads({ [A]: 2 });
  sync.stop();
  await asked[0]?.answer({ changes: [renamed(2)], head: 2 });
  sync.take(renamed(2));
  expect(applied).toEqual([]);
});
