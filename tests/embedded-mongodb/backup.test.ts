import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { checkStore } from "../../server/embedded-mongodb/maintenance/check.ts";
import { openSnapshot } from "../../server/embedded-mongodb/maintenance/snapshot.ts";
import { verifyBackup, writeBackup } from "../../server/maintenance/backup-format.ts";
import { backUpEmbedded, restoreEmbedded } from "../../server/maintenance/embedded.ts";
import { contents, seed, withStore } from "./backup-support.ts";
import { temporaryFolder } from "./support.ts";

const folder = temporaryFolder();
const source = join(folder, "source");
const file = join(folder, "one.backup");
const restored = { database: "app", replace: false };
let names = 0;
const fresh = (): string => {
  names += 1;
  return join(folder, `fresh-${names}`);
};

interface Pair {
  writer: number;
  seq: number;
}

describe("a backup of the embedded store", () => {
  it("taken while 16 writers write is one moment, and restores elsewhere to exactly that", async () => {
    await withStore(source, async (db) => {
      await seed(db);
      // The names decide the order in which a backup reads them, with the many rows in between.
      const [first, second] = [db.collection<Pair>("first"), db.collection<Pair>("second")];
      await first.createIndex({ writer: 1, seq: 1 }, { unique: true });
      let stop = false;
      const acknowledged = new Map<number, number>();
      const writers = Array.from({ length: 16 }, async (_, writer) => {
        for (let seq = 1; !stop; seq += 1) {
          await first.insertOne({ writer, seq });
          await second.insertOne({ writer, seq });
          acknowledged.set(writer, seq);
        }
      });
      const begun = (): boolean => acknowledged.size === 16;
      while (!begun()) await db.command({ ping: 1 });
      const before = new Map(acknowledged);
      await backUpEmbedded(source, "app", file);
      stop = true;
      await Promise.all(writers);
      const target = fresh();
      await restoreEmbedded(target, restored, file);
      await withStore(target, async (copy) => {
        const seqs = async (name: string, writer: number) =>
          (await copy.collection<Pair>(name).find({ writer }).sort({ seq: 1 }).toArray()).map(({ seq }) => seq);
        for (const [writer, least] of before) {
          const [ones, twos] = [await seqs("first", writer), await seqs("second", writer)];
          expect(ones).toEqual(ones.map((_, at) => at + 1));
          expect(twos.length).toBeGreaterThanOrEqual(least);
          // What was written second is there only where the first is: one moment, not two.
          expect(ones.length - twos.length).toBeGreaterThanOrEqual(0);
          expect(ones.length - twos.length).toBeLessThanOrEqual(1);
        }
      });
    });
  });

  it("of a stopped store equals it after restoring, byte by byte, with its indexes", async () => {
    const stopped = fresh();
    const before = await withStore(stopped, async (db) => {
      await seed(db);
      return contents(db);
    });
    const backup = `${stopped}.backup`;
    expect(await backUpEmbedded(stopped, "app", backup)).toBe(2500);
    const target = fresh();
    await restoreEmbedded(target, restored, backup);
    expect(await withStore(target, contents)).toBe(before);
    const snapshot = await openSnapshot(target);
    expect(checkStore(snapshot.kv)).toMatchObject({ documents: 2500, problems: [] });
    await snapshot.close();
    expect(readdirSync(target)).not.toContain("lock");
    // An existing file is never overwritten.
    await expect(backUpEmbedded(stopped, "app", backup)).rejects.toThrow(/exists already/);
  });
});

describe("restoring", () => {
  const target = join(folder, "kept");

  it("refuses a store that is not empty, unless told, and one that is in use", async () => {
    await withStore(target, async (db) => {
      await db.collection("mine").insertOne({ kept: true });
      await expect(restoreEmbedded(target, { database: "app", replace: true }, file)).rejects.toThrow(/is in use by/);
    });
    await expect(restoreEmbedded(target, restored, file)).rejects.toThrow(/is not empty: nothing was changed/);
    expect(await withStore(target, (db) => db.collection("mine").countDocuments())).toBe(1);
  });

  const damages: [string, (whole: Buffer) => Buffer, RegExp][] = [
    ["cut off", (whole) => whole.subarray(0, whole.length - 200), /damaged or cut off/],
    ["of a newer format", (whole) => Buffer.concat([Buffer.from("elles-backup 2"), whole.subarray(14)]), /format 2/],
    ["that is no backup", () => Buffer.from("hello"), /is no backup/],
    [
      "with a changed byte in the description of a collection",
      (whole) => {
        const plain = gunzipSync(whole.subarray(15));
        // The length of its first text.
        plain[5 + 4 + 1 + 5]! ^= 0x40;
        return Buffer.concat([whole.subarray(0, 15), gzipSync(plain)]);
      },
      /damaged or cut off/,
    ],
    [
      "with a changed byte, however well packed",
      (whole) => {
        const plain = gunzipSync(whole.subarray(15));
        plain[plain.length >> 1]! ^= 1;
        return Buffer.concat([whole.subarray(0, 15), gzipSync(plain)]);
      },
      /damaged or cut off/,
    ],
    [
      "without its end",
      (whole) => Buffer.concat([whole.subarray(0, 15), gzipSync(gunzipSync(whole.subarray(15)).subarray(0, -97))]),
      /damaged or cut off/,
    ],
  ];
  it.each(damages)("refuses a file %s, and changes nothing", async (name, damage, sentence) => {
    const bad = join(folder, `${name.length}.bad`);
    writeFileSync(bad, damage(readFileSync(file)));
    await expect(verifyBackup(bad)).rejects.toThrow(sentence);
    await expect(restoreEmbedded(target, { database: "app", replace: true }, bad)).rejects.toThrow(sentence);
    expect(await withStore(target, (db) => db.collection("mine").countDocuments())).toBe(1);
    expect(readdirSync(target)).not.toContain("new-data");
  });

  it("leaves no file of a backup that failed", async () => {
    const failing = async function* () {
      yield { kind: "document" as const, bytes: Buffer.alloc(5) };
      throw new Error("the disk went away");
    };
    const half = join(folder, "half.backup");
    await expect(writeBackup(half, failing())).rejects.toThrow("the disk went away");
    expect(existsSync(half)).toBe(false);
    expect(existsSync(`${half}.part`)).toBe(false);
  });
});
