import { statfsSync } from "node:fs";
import { type Database, open, type RangeOptions } from "lmdb";

/** Longest key the store accepts, in bytes, with 8 kB pages. Chosen at creation of the data file. */
export const MAX_KEY_BYTES = 4026;

export interface KvEntry {
  key: Buffer;
  value: Buffer;
}

/**
 * An ordered map of byte strings. Everything is synchronous; a transaction is durable when `transaction` returns and
 * leaves nothing when its function throws. A range is lazy: end it before the turn of the event loop does.
 */
export interface Kv {
  get(key: Buffer): Buffer | undefined;
  put(key: Buffer, value: Buffer): void;
  remove(key: Buffer): void;
  /** Entries with low <= key < high, in order of key, or from the highest down. */
  range(low: Buffer, high: Buffer, reverse?: boolean): Iterator<KvEntry>;
  transaction<T>(run: () => T): T;
  /** Makes the next read see the newest commit. */
  refresh(): void;
  /** Frees the pages that readers hold who died. */
  forgetDeadReaders(): void;
  close(): Promise<void>;
}

const OPTIONS = {
  keyEncoding: "binary",
  encoding: "binary",
  // With the default, a commit may return before it is flushed.
  overlappingSync: false,
  pageSize: 8192,
  noSubdir: false,
} as const;

/** Opens (or creates) the LMDB environment in a folder. The caller must hold the lock of the folder. */
export function openKv(folder: string): Kv {
  const db = open<Buffer, Buffer>({ path: folder, ...OPTIONS });
  db.readerCheck();
  return {
    get: (key) => db.get(key),
    put: (key, value) => db.putSync(key, value),
    remove: (key) => {
      db.removeSync(key);
    },
    range: (low, high, reverse = false) => iteratorOf(db, rangeOptions(low, high, reverse)),
    transaction: (run) => db.transactionSync(run),
    refresh: () => db.resetReadTxn(),
    forgetDeadReaders: () => {
      db.readerCheck();
    },
    close: () => db.close(),
  };
}

/**
 * The entries as they were at one moment, for reading, also while another process writes: LMDB keeps every page of that
 * moment until `close`.
 */
export function openFrozenKv(folder: string): Kv {
  const db = open<Buffer, Buffer>({ path: folder, ...OPTIONS, readOnly: true });
  // biome-ignore lint/correctness/useHookAtTopLevel: a method of LMDB, no hook of React.
  const transaction = db.useReadTransaction();
  const refuse = (): never => {
    throw new Error("a frozen store is only for reading");
  };
  return {
    get: (key) => db.get(key, { transaction }),
    range: (low, high, reverse = false) => iteratorOf(db, { ...rangeOptions(low, high, reverse), transaction }),
    put: refuse,
    remove: refuse,
    transaction: refuse,
    refresh: () => {},
    forgetDeadReaders: () => {},
    close: async () => {
      transaction.done();
      await db.close();
    },
  };
}

/** Copies the entries without the free space between them into the folder `into`, which must exist. */
export async function copyCompacted(folder: string, into: string): Promise<void> {
  const db = open<Buffer, Buffer>({ path: folder, ...OPTIONS });
  try {
    await db.backup(into, true);
  } finally {
    await db.close();
  }
}

function rangeOptions(low: Buffer, high: Buffer, reverse: boolean): RangeOptions {
  if (!reverse) return { start: low, end: high };
  return { start: high, end: low, reverse: true, exclusiveStart: true, inclusiveEnd: true };
}

function iteratorOf(db: Database<Buffer, Buffer>, options: RangeOptions): Iterator<KvEntry> {
  return db.getRange(options)[Symbol.iterator]() as Iterator<KvEntry>;
}

const MAP_FULL = -30792;
const INPUT_OUTPUT_ERROR = 5;
const NO_SPACE_LEFT = 28;
const FEW_BYTES = 16 * 1024 * 1024;

/** Whether a failed commit means that the disk is full: LMDB reports that as a mere input/output error. */
export function isDiskFull(error: unknown, folder: string): boolean {
  const code = (error as { code?: unknown }).code;
  if (code === NO_SPACE_LEFT || code === MAP_FULL || code === "ENOSPC") return true;
  if (code !== INPUT_OUTPUT_ERROR && code !== "EIO") return false;
  try {
    const stats = statfsSync(folder);
    return stats.bavail * stats.bsize < FEW_BYTES;
  } catch {
    return false;
  }
}
