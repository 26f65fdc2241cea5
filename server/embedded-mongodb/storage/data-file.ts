import { spawnSync } from "node:child_process";
import { closeSync, fstatSync, openSync, readdirSync, readSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceLoader } from "../source-loader.ts";

export const DATA_FILE = "data.mdb";

const PAGE_BYTES = 8192;
const MAGIC = 0xbeefc0de;
/** Where LMDB writes these in its two first pages. */
const MAGIC_AT = 24;
const PAGE_BYTES_AT = 48;
const LAST_PAGE_AT = 144;
const TRANSACTION_AT = 152;
const META_BYTES = 160;

/**
 * Looks at the data file of a folder before LMDB maps it into memory: what lies beyond the end of a truncated file could
 * not be read without the end of the whole process. Throws with one sentence for a file that cannot be opened, is no
 * data file, or is truncated. No file, or an empty one, is a new store.
 */
export function checkDataFile(folder: string): void {
  const file = join(folder, DATA_FILE);
  const { size, metas } = readMetas(file);
  if (size === 0) return;
  const [newest] = metas.sort((a, b) => (a.transaction < b.transaction ? 1 : -1));
  if (newest === undefined) {
    throw new Error(`The file ${file} is no data file of this store, or its beginning is damaged: ${REMEDY}`);
  }
  const whole = (newest.lastPage + 1) * PAGE_BYTES;
  // A page that was given up again before its first commit may be missing at the end: then everything can be read.
  if (size < whole && !canBeRead(folder)) {
    throw new Error(`The file ${file} is truncated: it has ${size} of ${whole} bytes. ${REMEDY}`);
  }
}

const REMEDY = "Put it aside and restore a backup (npm run restore -- FILE).";

function readMetas(file: string): { size: number; metas: { lastPage: number; transaction: bigint }[] } {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r+");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { size: 0, metas: [] };
    throw new Error(`The file ${file} cannot be opened for reading and writing (${code}): check who owns it.`);
  }
  try {
    const bytes = Buffer.alloc(2 * PAGE_BYTES);
    const read = readSync(descriptor, bytes, 0, bytes.length, 0);
    const metas = [0, PAGE_BYTES]
      .map((at) => bytes.subarray(at, at + META_BYTES))
      .filter((_, number) => read >= number * PAGE_BYTES + META_BYTES)
      .filter((page) => page.readUInt32LE(MAGIC_AT) === MAGIC && page.readUInt32LE(PAGE_BYTES_AT) === PAGE_BYTES)
      .map((page) => ({
        lastPage: Number(page.readBigUInt64LE(LAST_PAGE_AT)),
        transaction: page.readBigUInt64LE(TRANSACTION_AT),
      }));
    return { size: fstatSync(descriptor).size, metas };
  } finally {
    closeSync(descriptor);
  }
}

/** Reads everything in a process of its own, which may die of it; what it left is then taken away. */
function canBeRead(folder: string): boolean {
  const trial = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "./trial.ts" : "./trial.js", import.meta.url));
  const { status } = spawnSync(process.execPath, [...sourceLoader(), trial, folder], { stdio: "ignore" });
  for (const name of readdirSync(folder)) {
    if (name.startsWith("trial-")) rmSync(join(folder, name), { recursive: true, force: true });
  }
  return status === 0;
}
