import { statfsSync } from "node:fs";
import { open } from "lmdb";

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
  close(): Promise<void>;
}

/** Opens (or creates) the LMDB environment in a folder. The caller must hold the lock of the folder. */
export function openKv(folder: string): Kv {
  const db = open<Buffer, Buffer>({
    path: folder,
    keyEncoding: "binary",
    encoding: "binary",
    // With the default, a commit may return before it is flushed.
    overlappingSync: false,
    pageSize: 8192,
    noSubdir: false,
  });
  db.readerCheck();
  return {
    get: (key) => db.get(key),
    put: (key, value) => db.putSync(key, value),
    remove: (key) => {
      db.removeSync(key);
    },
    range: (low, high, reverse = false) => {
      const options = reverse
        ? { start: high, end: low, reverse: true, exclusiveStart: true, inclusiveEnd: true }
        : { start: low, end: high };
      return db.getRange(options)[Symbol.iterator]() as Iterator<KvEntry>;
    },
    transaction: (run) => db.transactionSync(run),
    refresh: () => db.resetReadTxn(),
    close: () => db.close(),
  };
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
