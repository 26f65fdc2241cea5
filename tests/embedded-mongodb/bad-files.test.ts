import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import mongoose from "mongoose";
import { afterAll, describe, expect, it } from "vitest";
import { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";
import { checkStore } from "../../server/embedded-mongodb/maintenance/check.ts";
import { openSnapshot } from "../../server/embedded-mongodb/maintenance/snapshot.ts";
import { FORMAT_KEY } from "../../server/embedded-mongodb/storage/keys.ts";
import { openKv } from "../../server/embedded-mongodb/storage/kv.ts";
import { failure, temporaryFolder } from "./support.ts";

const folder = temporaryFolder();
const sound = join(folder, "sound");
type Rows = mongoose.mongo.Collection<{ _id: number; [field: string]: unknown }>;

async function withRows<T>(dataDir: string, work: (rows: Rows) => Promise<T>): Promise<T> {
  const store = await startEmbeddedMongodb({ dataDir, mode: "worker" });
  const client = await new mongoose.mongo.MongoClient(store.uri).connect();
  try {
    return await work(client.db("d").collection("rows"));
  } finally {
    await client.close();
    await store.close();
  }
}

await withRows(sound, async (rows) => {
  await rows.createIndex({ n: 1 });
  await rows.insertMany(Array.from({ length: 2000 }, (_, n) => ({ _id: n, n, text: "x".repeat(500) })));
});

/** A copy of the sound folder, changed by `change`. */
function copy(name: string, change: (file: string, dataDir: string) => void): string {
  const dataDir = join(folder, name);
  cpSync(join(sound, "data.mdb"), join(dataDir, "data.mdb"));
  change(join(dataDir, "data.mdb"), dataDir);
  return dataDir;
}

/** The sentence a start is refused with; the file must not have been touched. */
async function refusal(dataDir: string): Promise<string> {
  const file = join(dataDir, "data.mdb");
  const before = readFileSync(file);
  const { message } = await failure(startEmbeddedMongodb({ dataDir, mode: "worker" }));
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(message).not.toContain("\n");
  return message;
}

describe("a data file that cannot be used", () => {
  it("is refused if it is truncated, wherever", async () => {
    const { size } = statSync(join(sound, "data.mdb"));
    for (const length of [Math.floor(size * 0.9), Math.floor(size / 2), 3 * 8192, 2 * 8192]) {
      const dataDir = copy(`cut-${length}`, (file) => truncateSync(file, length));
      expect(await refusal(dataDir)).toMatch(
        /is truncated: it has \d+ of \d+ bytes\. Put it aside and restore a backup/,
      );
      await expect(openSnapshot(dataDir)).rejects.toThrow(/is truncated/);
    }
  });

  it("is refused if it is something else, or its beginning is lost", async () => {
    const sentence = /is no data file of this store, or its beginning is damaged/;
    expect(await refusal(copy("other", (file) => writeFileSync(file, "hello")))).toMatch(sentence);
    expect(await refusal(copy("text", (file) => writeFileSync(file, "hello ".repeat(9000))))).toMatch(sentence);
    expect(await refusal(copy("zero", (file) => writeFileSync(file, Buffer.alloc(99_999))))).toMatch(sentence);
  });

  it("is opened if only an unused page is missing at its end", async () => {
    const dataDir = copy("short", () => {});
    // The pages of the large document, which end the file, are free after this.
    await withRows(dataDir, async (rows) => {
      await rows.insertOne({ _id: 2999, text: "y".repeat(4_000_000) });
      await rows.deleteOne({ _id: 2999 });
      for (let n = 3000; n < 3010; n += 1) await rows.insertOne({ _id: n, n });
    });
    const file = join(dataDir, "data.mdb");
    truncateSync(file, statSync(file).size - 2 * 8192);
    await withRows(dataDir, async (rows) => {
      expect(await rows.countDocuments({ n: { $gte: 0 } })).toBe(2010);
      await rows.insertMany(Array.from({ length: 3000 }, (_, n) => ({ _id: 5000 + n, n, text: "x".repeat(500) })));
      expect(await rows.countDocuments({ text: /x/ })).toBe(5000);
    });
  });

  it("is refused if a newer version wrote it", async () => {
    const dataDir = copy("newer", () => {});
    const kv = openKv(dataDir);
    expect(kv.get(FORMAT_KEY)?.readUInt32BE(0)).toBe(1);
    kv.transaction(() => kv.put(FORMAT_KEY, Buffer.from([0, 0, 0, 2])));
    await kv.close();
    const sentence = /The data file has format 2 and this version reads formats up to 1: start the newer version/;
    expect(await refusal(dataDir)).toMatch(sentence);
    await expect(openSnapshot(dataDir)).rejects.toThrow(sentence);
  });

  it("is opened and marked if it is from before there were marks", async () => {
    const dataDir = copy("older", () => {});
    const kv = openKv(dataDir);
    kv.transaction(() => kv.remove(FORMAT_KEY));
    await kv.close();
    expect(await withRows(dataDir, (rows) => rows.countDocuments({ text: /x/ }))).toBe(2000);
    const again = openKv(dataDir);
    expect(again.get(FORMAT_KEY)?.readUInt32BE(0)).toBe(1);
    await again.close();
  });
});

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

describe("a data folder of somebody else", () => {
  const run = (dataDir: string) => {
    const script = `
      import { startEmbeddedMongodb } from ${JSON.stringify(new URL("../../server/embedded-mongodb/host.ts", import.meta.url).href)};
      process.setgid(${NOBODY}); process.setuid(${NOBODY});
      startEmbeddedMongodb({ dataDir: ${JSON.stringify(dataDir)}, mode: "in-process" }).then(
        () => { console.log("started"); process.exit(0); }, (error) => { console.log(error.message); process.exit(0); });`;
    const words = ["--import", "tsx", "--input-type=module", "--eval", script];
    return spawnSync(process.execPath, words, { encoding: "utf8" }).stdout;
  };
  if (!isRoot) console.info("Wrong permissions are not tested: only root can become somebody else.");

  it.runIf(isRoot)("is refused in one sentence, whether the folder or only the file is out of reach", () => {
    chmodSync(folder, 0o711);
    const closed = copy("closed", (_, dataDir) => chmodSync(dataDir, 0o700));
    expect(run(closed)).toMatch(/^The data folder .*closed cannot be used \((EACCES|EPERM)\): check who owns it\.\n$/);
    const file = copy("file", (name, dataDir) => {
      chownSync(dataDir, NOBODY, NOBODY);
      chmodSync(name, 0o600);
    });
    expect(run(file)).toMatch(
      /^The file .*data\.mdb cannot be opened for reading and writing \(EACCES\): check who owns/,
    );
    chownSync(join(file, "data.mdb"), NOBODY, NOBODY);
    expect(run(file)).toBe("started\n");
  });
});

describe("a full disk", () => {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], { encoding: "utf8" });
  const canMount = mounted.status === 0;
  if (!canMount) console.info(`A full disk is not tested: no tmpfs can be mounted here (${mounted.stderr}).`);
  afterAll(() => {
    if (canMount) spawnSync("umount", ["-l", disk]);
  });

  it.runIf(canMount)("refuses writes with 14031, goes on reading, and writes again when there is room", async () => {
    const ballast = join(disk, "ballast");
    writeFileSync(ballast, Buffer.alloc(5 * 1024 * 1024));
    const acknowledged: number[] = [];
    await withRows(disk, async (rows) => {
      await rows.createIndex({ n: 1 });
      let error: { code?: number; message: string } | undefined;
      for (let n = 0; error === undefined && n < 1000; n += 1) {
        try {
          await rows.insertOne({ _id: n, n, text: "x".repeat(50_000) });
          acknowledged.push(n);
        } catch (caught) {
          error = caught as typeof error;
        }
      }
      expect(error).toMatchObject({ code: 14031, message: "the disk of the data folder is full" });
      expect(acknowledged.length).toBeGreaterThan(20);
      const ids = async () => (await rows.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
      expect(await ids()).toEqual(acknowledged);
      truncateSync(ballast, 0);
      await rows.insertOne({ _id: 2000, n: 2000, text: "x".repeat(50_000) });
      acknowledged.push(2000);
      expect(await ids()).toEqual(acknowledged);
    });
    const snapshot = await openSnapshot(disk);
    expect(checkStore(snapshot.kv)).toMatchObject({ documents: acknowledged.length, problems: [] });
    await snapshot.close();
  });
});
