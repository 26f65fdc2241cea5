import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Engine } from "../../server/embedded-mongodb/engine.ts";
import { hasGarbage } from "../../server/embedded-mongodb/storage/garbage.ts";
import { isDiskFull } from "../../server/embedded-mongodb/storage/kv.ts";
import type { Doc } from "../../server/embedded-mongodb/values/decode.ts";
import { disagreement, entriesUnder } from "./consistency.ts";
import { runCommand } from "./engine-client.ts";
import { temporaryFolder } from "./support.ts";

const lines: string[] = [];
const engine = new Engine(temporaryFolder(), { log: (line) => lines.push(line) });
afterAll(() => engine.close());
afterEach(() => vi.restoreAllMocks());
const { kv } = engine.storage;
const genuine = { put: kv.put, transaction: kv.transaction };

const events: string[] = [];
const run = (command: Doc): Promise<Doc> => runCommand(engine, command, () => events.push("reply"));
const insert = (_id: number, collection = "rows"): Promise<Doc> =>
  run({ insert: collection, documents: [{ _id, a: _id }] });

/** A plain view of a reply, with numbers as numbers. */
const plain = (reply: Doc): Doc => JSON.parse(JSON.stringify(reply, (_, value) => value?.value ?? value)) as Doc;

async function ids(): Promise<unknown[]> {
  const { cursor } = await run({ find: "rows" });
  return (cursor as { firstBatch: Doc[] }).firstBatch.map((doc) => Number(doc._id));
}

/** What was dropped is deleted little by little; ends when that is done. */
async function garbageGone(): Promise<void> {
  for (let turns = 0; turns < 1000 && hasGarbage(kv); turns += 1) await run({ ping: 1 });
  await run({ ping: 1 });
}

beforeEach(async () => {
  Object.assign(kv, genuine);
  await run({ drop: "rows" });
  await run({ createIndexes: "rows", indexes: [{ key: { a: 1 }, name: "a" }] });
  await garbageGone();
  kv.transaction = (work) => {
    const result = genuine.transaction(work);
    events.push("commit");
    return result;
  };
  events.length = 0;
  lines.length = 0;
});

/** No turn ends because the machine is busy: what arrives together is one turn. */
const standStill = (): void => void vi.spyOn(performance, "now").mockReturnValue(performance.now());

describe("the group commit", () => {
  it("commits everything of one turn once, and replies after that, to reads too", async () => {
    standStill();
    const replies = await Promise.all([insert(1), insert(2), run({ find: "rows" }), insert(3), run({ ping: 1 })]);
    expect(events).toEqual(["commit", "reply", "reply", "reply", "reply", "reply"]);
    expect((plain(replies[2]!).cursor as { firstBatch: unknown[] }).firstBatch).toHaveLength(2);
  });

  it("does without a transaction where there is nothing to write", async () => {
    await Promise.all([run({ find: "rows" }), run({ ping: 1 })]);
    expect(events).toEqual(["reply", "reply"]);
  });

  it("bounds what one commit takes in", async () => {
    await Promise.all(Array.from({ length: 300 }, (_, at) => insert(at)));
    const commits = events.flatMap((event, at) => (event === "commit" ? [at] : []));
    expect(commits.length).toBeGreaterThan(1);
    expect(commits[0]).toBe(0);
    expect(events[1]).toBe("reply");
    expect(commits[1]! - commits[0]!).toBeLessThanOrEqual(257);
    expect(await ids()).toHaveLength(101);
  });

  it("keeps the others of a turn when one is refused", async () => {
    const [first, second, third] = await Promise.all([insert(1), insert(1), insert(2)]);
    expect(plain(first!)).toMatchObject({ n: 1 });
    expect(plain(second!)).toMatchObject({ n: 0, writeErrors: [{ code: 11000 }] });
    expect(plain(third!)).toMatchObject({ n: 1 });
    expect(await ids()).toEqual([1, 2]);
  });
});

describe("an unexpected failure", () => {
  const failOn = (text: string, error: Error): void => {
    kv.put = (key, value) => {
      if (value.includes(text)) throw error;
      genuine.put(key, value);
    };
  };

  it("undoes the turn, fails its writes with code 8, and leaves catalogue and data as they were", async () => {
    standStill();
    await insert(1);
    failOn("poison", new TypeError("a defect"));
    const replies = await Promise.all([
      insert(2),
      insert(1, "made"),
      run({
        insert: "rows",
        documents: [
          { _id: 3, a: [1, 2] },
          { _id: 4, text: "poison" },
        ],
      }),
    ]);
    expect(replies.map(plain)).toMatchObject([{ code: 8 }, { code: 8 }, { code: 8, codeName: "UnknownError" }]);
    expect(replies.map(plain)[0]!.errmsg).toContain("(TypeError)");
    // Where it was thrown is told; its text may quote what somebody wrote.
    expect(lines.join()).toMatch(/TypeError\n\s+at /);
    expect(lines.join()).not.toContain("a defect");
    Object.assign(kv, genuine);
    expect(await ids()).toEqual([1]);
    expect(engine.storage.catalogue.find("d.made")).toBeUndefined();
    const rows = engine.storage.catalogue.find("d.rows")!;
    expect(rows.indexes[0]).toMatchObject({ multikey: false });
    expect(disagreement(engine.storage, rows, rows.indexes[0]!)).toEqual({ lacks: [], extra: [] });
    expect(plain(await insert(5))).toMatchObject({ n: 1, ok: 1 });
  });

  it("of the disk is told as a full disk", async () => {
    failOn("much", Object.assign(new Error("no space left on device"), { code: "ENOSPC" }));
    const reply = await run({ insert: "rows", documents: [{ _id: 1, text: "much" }] });
    expect(plain(reply)).toMatchObject({ ok: 0, code: 14031, codeName: "OutOfDiskSpace" });
    Object.assign(kv, genuine);
    expect(await ids()).toEqual([]);
  });

  it("of the data file is told with its number and text, which are the same for everybody", async () => {
    failOn(
      "full",
      Object.assign(new Error("MDB_READERS_FULL: Environment maxreaders limit reached"), { code: -30790 }),
    );
    const reply = await run({ insert: "rows", documents: [{ _id: 1, text: "full" }] });
    expect(plain(reply)).toMatchObject({ code: 8, errmsg: expect.stringContaining("Error -30790") });
    expect(lines.join()).toContain("MDB_READERS_FULL");
    Object.assign(kv, genuine);
  });

  it("of the disk is known by its number, unless there is room", () => {
    expect(isDiskFull(Object.assign(new Error(), { code: 28 }), ".")).toBe(true);
    expect(isDiskFull(Object.assign(new Error(), { code: -30792 }), ".")).toBe(true);
    expect(isDiskFull(new TypeError("a defect"), ".")).toBe(false);
  });
});

describe("a long command", () => {
  beforeEach(async () => {
    Object.assign(kv, genuine);
    const text = "x".repeat(200);
    for (let at = 0; at < 40_000; at += 10_000) {
      const documents = Array.from({ length: 10_000 }, (_, offset) => ({ _id: at + offset, a: at + offset, text }));
      await run({ insert: "rows", documents });
    }
    events.length = 0;
  });

  it("lets others pass, whether it reads or writes", async () => {
    const order: string[] = [];
    const note = (name: string) => (reply: Doc) => order.push(`${name} ${plain(reply).n ?? ""}`.trim());
    await Promise.all([
      run({ count: "rows", query: { text: { $ne: "y" } } }).then(note("count")),
      run({ update: "rows", updates: [{ q: {}, u: { $inc: { a: 100_000 } }, multi: true }] }).then(note("update")),
      insert(50_000).then(note("insert")),
      run({ ping: 1 }).then(note("ping")),
    ]);
    expect(order.slice(0, 2).sort()).toEqual(["insert 1", "ping"]);
    expect(order.slice(2).sort().join()).toMatch(/^count 4000[01],update 4000[01]$/);
    const rows = engine.storage.catalogue.find("d.rows")!;
    expect(disagreement(engine.storage, rows, rows.indexes[0]!)).toEqual({ lacks: [], extra: [] });
  });

  it("tells when its collection was dropped below it, instead of a half success", async () => {
    const updates = [{ q: {}, u: { $inc: { a: 1 } }, multi: true }];
    const [updated] = await Promise.all([
      run({ update: "rows", updates }),
      run({ count: "rows", query: { text: 1 } }).then(() => run({ drop: "rows" })),
    ]);
    expect(plain(updated!)).toMatchObject({ writeErrors: [{ index: 0, code: 175 }] });
  });

  it("ends with an error when its time is over", async () => {
    const reply = await run({ count: "rows", query: { text: { $ne: "y" } }, maxTimeMS: 1 });
    expect(plain(reply)).toMatchObject({ ok: 0, code: 50 });
  });

  it("leaves nothing behind when its collection is dropped", async () => {
    const { prefix, indexes } = engine.storage.catalogue.find("d.rows")!;
    await run({ drop: "rows" });
    await garbageGone();
    expect(entriesUnder(engine.storage, prefix)).toEqual([]);
    expect(entriesUnder(engine.storage, indexes[0]!.prefix)).toEqual([]);
  });
});
