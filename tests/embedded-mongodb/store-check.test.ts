import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Int32 } from "bson";
import mongoose from "mongoose";
import { describe, expect, it } from "vitest";
import { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";
import { checkStore } from "../../server/embedded-mongodb/maintenance/check.ts";
import { openSnapshot } from "../../server/embedded-mongodb/maintenance/snapshot.ts";
import { compactStore, replaceDataFile } from "../../server/embedded-mongodb/maintenance/swap.ts";
import { Catalogue, type Collection } from "../../server/embedded-mongodb/storage/catalogue.ts";
import { COUNTER_KEY, catalogueKey, prefixRange } from "../../server/embedded-mongodb/storage/keys.ts";
import { type Kv, type KvEntry, openKv } from "../../server/embedded-mongodb/storage/kv.ts";
import { encode } from "../../server/embedded-mongodb/values/decode.ts";
import { temporaryFolder } from "./support.ts";

const folder = temporaryFolder();
const sound = join(folder, "sound");
const TOOL = fileURLToPath(new URL("../../server/maintenance/main.ts", import.meta.url));
const environment = (dataDir: string) => ({ ...process.env, DATA_DIR: dataDir, MONGODB_URI: "" });
const tool = (dataDir: string, ...words: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", TOOL, ...words], { env: environment(dataDir), encoding: "utf8" });

async function withRows<T>(
  dataDir: string,
  work: (rows: mongoose.mongo.Collection<{ _id: number; [field: string]: unknown }>) => Promise<T>,
): Promise<T> {
  const store = await startEmbeddedMongodb({ dataDir, mode: "child" });
  const client = await new mongoose.mongo.MongoClient(store.uri).connect();
  try {
    return await work(client.db("elles").collection("rows"));
  } finally {
    await client.close();
    await store.close();
  }
}

await withRows(sound, async (rows) => {
  await rows.createIndex({ n: 1 }, { unique: true, name: "n" });
  await rows.createIndex({ tags: -1 }, { name: "tags" });
  await rows.insertMany(Array.from({ length: 300 }, (_, n) => ({ _id: n, n, tags: ["a", `t${n}`] })));
});

function firstEntry(kv: Kv, prefix: Buffer): KvEntry {
  const { low, high } = prefixRange(prefix);
  const entries = kv.range(low, high);
  const next = entries.next();
  entries.return?.();
  return next.value as KvEntry;
}

type Damage = (kv: Kv, rows: Collection) => void;

/** The problems found in a copy of the sound store that was damaged. */
async function problemsAfter(name: string, damage: Damage): Promise<string> {
  const dataDir = join(folder, name.replaceAll(" ", "-"));
  cpSync(join(sound, "data.mdb"), join(dataDir, "data.mdb"));
  const kv = openKv(dataDir);
  const rows = new Catalogue(kv).find("elles.rows")!;
  kv.transaction(() => damage(kv, rows));
  await kv.close();
  const snapshot = await openSnapshot(dataDir);
  const { problems } = checkStore(snapshot.kv);
  await snapshot.close();
  return problems.join("\n");
}

describe("the check of a store", () => {
  it("finds nothing wrong with a sound one, while it serves", async () => {
    await withRows(sound, async (rows) => {
      await rows.updateMany({}, { $push: { tags: "late" as never } });
      const { status, stdout } = tool(sound, "check");
      expect(stdout).toBe("1 collections, 300 documents, 1200 index entries: all agree.\n");
      expect(status).toBe(0);
    });
  });

  const damages: [string, Damage, RegExp][] = [
    ["a missing entry", (kv, rows) => kv.remove(firstEntry(kv, rows.indexes[0]!.prefix).key), /index n, .*missing/],
    [
      "an entry of no document",
      (kv, rows) => kv.put(Buffer.concat([rows.indexes[1]!.prefix, Buffer.from([30, 1, 1])]), Buffer.from([1])),
      /index tags has an entry of no document/,
    ],
    [
      "an entry too many for one missing",
      (kv, rows) => {
        const { key, value } = firstEntry(kv, rows.indexes[1]!.prefix);
        kv.remove(key);
        kv.put(Buffer.concat([rows.indexes[1]!.prefix, Buffer.from([30]), value]), value);
      },
      /index tags, .*missing/,
    ],
    [
      "a document that cannot be read",
      (kv, rows) => kv.put(firstEntry(kv, rows.prefix).key, Buffer.from("nonsense")),
      /cannot be read, or has another _id/,
    ],
    [
      "a document at the key of another",
      (kv, rows) => kv.put(firstEntry(kv, rows.prefix).key, encode({ _id: new Int32(7777) })),
      /has another _id/,
    ],
    ["a counter that fell back", (kv) => kv.put(COUNTER_KEY, Buffer.from([0, 0, 0, 1])), /but the counter is at 1/],
    [
      "entries of nothing",
      (kv) => kv.put(Buffer.from([2, 0, 0, 9, 9, 1]), encode({ _id: new Int32(1) })),
      /number 2313 belong to no collection/,
    ],
    [
      "a forgotten mark of arrays",
      (kv, rows) => {
        rows.indexes[1]!.multikey = false;
        new Catalogue(kv).save(rows);
      },
      /index tags, .*not marked as having arrays/,
    ],
    [
      "a damaged catalogue",
      (kv) => kv.put(catalogueKey("elles.rows"), Buffer.from("nonsense")),
      /the catalogue cannot/,
    ],
  ];
  it.each(damages)("finds %s", async (name, damage, problem) => {
    expect(await problemsAfter(name, damage)).toMatch(problem);
  });

  it("tells damage with exit code 1, and a folder without a store in one sentence", async () => {
    await problemsAfter("shown", (kv, rows) => kv.remove(firstEntry(kv, rows.indexes[0]!.prefix).key));
    const damaged = tool(join(folder, "shown"), "check");
    expect(damaged.stdout).toMatch(/^damage: elles.rows: index n, document 0: an entry is missing\n.*: 1 problems/);
    expect(damaged.status).toBe(1);
    const nothing = tool(join(folder, "nothing"), "check");
    expect(nothing).toMatchObject({ status: 1, stdout: "" });
    expect(nothing.stderr).toMatch(/^There is no embedded store in [^\n]*\n$/);
  });
});

describe("compaction", () => {
  const dataDir = join(folder, "fat");

  it("shrinks the file, and keeps everything", async () => {
    const kept = await withRows(dataDir, async (rows) => {
      const text = "x".repeat(1000);
      await rows.createIndex({ n: 1 });
      await rows.insertMany(Array.from({ length: 5000 }, (_, n) => ({ _id: n, n, text })));
      await rows.deleteMany({ _id: { $gte: 100 } });
      await expect(compactStore(dataDir)).rejects.toThrow(/is in use by process/);
      return rows.find().toArray();
    });
    const { before, after } = await compactStore(dataDir);
    expect(before).toBeGreaterThan(5_000_000);
    expect(after).toBeLessThan(before / 5);
    expect(statSync(join(dataDir, "data.mdb")).size).toBe(after);
    expect(readdirSync(dataDir)).not.toContain("new-data");
    await withRows(dataDir, async (rows) => {
      expect(await rows.find().toArray()).toEqual(kept);
      expect((await rows.insertOne({ _id: 5000 })).acknowledged).toBe(true);
    });
    expect(tool(dataDir, "check").status).toBe(0);
  });

  it("that fails or is killed half way leaves the store as it was", async () => {
    const before = statSync(join(dataDir, "data.mdb")).size;
    const failing = replaceDataFile(dataDir, async (draft) => {
      writeFileSync(join(draft, "data.mdb"), "half");
      throw new Error("the disk went away");
    });
    await expect(failing).rejects.toThrow("the disk went away");
    // One that was killed could not even clear up.
    mkdirSync(join(dataDir, "new-data"));
    writeFileSync(join(dataDir, "new-data", "data.mdb"), "half");
    expect(statSync(join(dataDir, "data.mdb")).size).toBe(before);
    await withRows(dataDir, async (rows) => expect(await rows.countDocuments()).toBe(101));
    await compactStore(dataDir);
    expect(existsSync(join(dataDir, "new-data"))).toBe(false);
  });
});

describe("the commands of operators", () => {
  it("back up and restore what the settings name, also into an address", async () => {
    const file = join(folder, "by-command");
    expect(tool(sound, "backup", file).stdout).toBe(`300 documents are in ${file}.\n`);
    const there = join(folder, "there");
    expect(tool(there, "restore", file).stdout).toBe(`300 documents were restored from ${file}.\n`);
    expect(tool(there, "restore", file)).toMatchObject({ status: 1, stdout: "" });
    expect(tool(there, "restore", file, "--replace").status).toBe(0);
    const server = join(folder, "server");
    const store = await startEmbeddedMongodb({ dataDir: server, mode: "child" });
    const env = { ...environment(join(folder, "unused")), MONGO_URL: store.uri };
    const restoring = spawn(process.execPath, ["--import", "tsx", TOOL, "restore", file], { env, stdio: "ignore" });
    expect((await once(restoring, "exit"))[0]).toBe(0);
    await store.close();
    expect(await withRows(server, (rows) => rows.countDocuments())).toBe(300);
  });

  it("say what is missing", () => {
    expect(tool(sound, "backup")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Name the file to write/),
    });
    expect(tool(sound, "restore", "/none")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/cannot be read/),
    });
  });
});
