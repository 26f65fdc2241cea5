import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import mongoose from "mongoose";
import { describe, expect, it } from "vitest";
import { Engine } from "../../server/embedded-mongodb/engine.ts";
import { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";
import { thisOwner } from "../../server/embedded-mongodb/lock-owner.ts";
import { disagreement, entriesUnder } from "./consistency.ts";
import { temporaryFolder } from "./support.ts";

const { MongoClient } = mongoose.mongo;
const HOST = fileURLToPath(new URL("./durability-host.ts", import.meta.url));
const WRITERS = 16;

async function startHost(
  dataDir: string,
  mode = "worker",
): Promise<{ host: ChildProcess; uri?: string; refused?: string }> {
  const host = spawn(process.execPath, ["--import", "tsx", HOST, dataDir, mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: host.stdout! })) return { host, ...JSON.parse(line) };
  throw new Error("the host ended without a word");
}

async function kill(host: ChildProcess): Promise<void> {
  const gone = once(host, "exit");
  host.kill("SIGKILL");
  await gone;
}

/** Writers insert and count up until the server is gone; gives what was acknowledged. */
async function writeUntilKilled(uri: string, enough: () => void) {
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 500, maxPoolSize: WRITERS }).connect();
  const rows = client.db("d").collection<{ _id: string; writer: number; seq: number }>("rows");
  const counters = client.db("d").collection<{ _id: number; n: number }>("counters");
  await rows.createIndex({ writer: 1, seq: -1 }, { unique: true });
  const acknowledged = new Set<string>();
  const counted = new Map<number, number>();
  const writer = async (id: number): Promise<void> => {
    for (let seq = 0; ; seq += 1) {
      await rows.insertOne({ _id: `${id}:${seq}`, writer: id, seq });
      acknowledged.add(`${id}:${seq}`);
      const after = await counters.findOneAndUpdate(
        { _id: id },
        { $inc: { n: 1 } },
        { upsert: true, returnDocument: "after" },
      );
      counted.set(id, after?.n ?? 0);
      if (acknowledged.size >= 400) enough();
    }
  };
  await Promise.allSettled(Array.from({ length: WRITERS }, (_, id) => writer(id)));
  await client.close(true);
  return { acknowledged, counted };
}

describe("a process that is killed while it writes", () => {
  const dataDir = temporaryFolder();

  it("leaves a folder that opens at once, with everything acknowledged and indexes that agree", async () => {
    const { host, uri } = await startHost(dataDir);
    let killed: Promise<void> | undefined;
    const { acknowledged, counted } = await writeUntilKilled(uri!, () => {
      killed ??= kill(host);
    });
    await killed;
    expect(acknowledged.size).toBeGreaterThanOrEqual(400);
    expect(existsSync(join(dataDir, "lock"))).toBe(true);

    const again = await startEmbeddedMongodb({ dataDir, mode: "in-process" });
    const client = await new MongoClient(again.uri).connect();
    const stored = new Set((await client.db("d").collection("rows").find().toArray()).map((row) => String(row._id)));
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
    const counters = await client.db("d").collection<{ _id: number; n: number }>("counters").find().toArray();
    for (const { _id, n } of counters) expect(n).toBeGreaterThanOrEqual(counted.get(_id) ?? 0);
    await client.close();
    await again.close();

    const engine = new Engine(dataDir, { log: () => {} });
    const rows = engine.storage.catalogue.find("d.rows")!;
    expect(rows.indexes).toHaveLength(1);
    expect(disagreement(engine.storage, rows, rows.indexes[0]!)).toEqual({ lacks: [], extra: [] });
    expect(entriesUnder(engine.storage, rows.prefix)).toHaveLength(stored.size);
    await engine.close();
  });
});

describe("the lock of a data folder", () => {
  const dataDir = temporaryFolder();

  it("refuses a second process, and a second opener in the same one, in one sentence", async () => {
    const store = await startEmbeddedMongodb({ dataDir, mode: "worker" });
    const { host, refused } = await startHost(dataDir);
    if (host.exitCode === null) await once(host, "exit");
    expect(refused).toMatch(/^The data folder .* is in use by process \d+ on .*: stop it first, or set MONGODB_URI/);
    await expect(startEmbeddedMongodb({ dataDir, mode: "in-process" })).rejects.toThrow(/is in use by process/);
    await store.close();
    expect(readdirSync(dataDir)).not.toContain("lock");
  });

  it("is taken over from a dead owner, and from a damaged lock file", async () => {
    for (const text of [JSON.stringify(thisOwner(dataDir, join(dataDir, "none.sock"))), "{"]) {
      writeFileSync(join(dataDir, "lock"), text);
      const store = await startEmbeddedMongodb({ dataDir, mode: "in-process" });
      await store.close();
    }
  });

  it("is given to one only of many that start at once over a stale lock", async () => {
    writeFileSync(join(dataDir, "lock"), JSON.stringify(thisOwner(dataDir, join(dataDir, "none.sock"))));
    const starts = Array.from({ length: 4 }, () => startEmbeddedMongodb({ dataDir, mode: "worker" }));
    const results = await Promise.allSettled(starts);
    const started = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(started).toHaveLength(1);
    await started[0]!.close();
  });

  it("does not keep a deep folder from having a socket", async () => {
    const deep = join(dataDir, "a-rather-long-name-of-a-folder/".repeat(5));
    const store = await startEmbeddedMongodb({ dataDir: deep, mode: "in-process" });
    expect(Buffer.byteLength(decodeURIComponent(store.uri))).toBeLessThan(120);
    const client = await new MongoClient(store.uri).connect();
    expect(await client.db("d").command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    await store.close();
  });

  it("ends a child process with its host, whose folder then opens again", async () => {
    const { host, uri } = await startHost(dataDir, "child");
    const client = await new MongoClient(uri!).connect();
    await client.db("d").collection("rows").insertOne({ kept: true });
    await client.close();
    await kill(host);
    const store = await openWhenFree(dataDir);
    const again = await new MongoClient(store.uri).connect();
    expect(await again.db("d").collection("rows").countDocuments({ kept: true })).toBe(1);
    await again.close();
    await store.close();
  });
});

/** The child notices the end of its host a moment later: tries until the folder is free, at most 10 seconds. */
async function openWhenFree(dataDir: string) {
  const end = Date.now() + 10_000;
  for (;;) {
    try {
      return await startEmbeddedMongodb({ dataDir, mode: "in-process" });
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
