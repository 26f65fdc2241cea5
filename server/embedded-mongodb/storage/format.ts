import { FORMAT_KEY } from "./keys.ts";
import type { Kv } from "./kv.ts";

/** The layout of keys and values that this version reads and writes. A change that an older version would misread counts up. */
export const FORMAT = 1;

/** Throws with one sentence if the store was written in a newer layout. A store without a mark is of the first one. */
export function checkFormat(kv: Pick<Kv, "get">): void {
  const found = kv.get(FORMAT_KEY)?.readUInt32BE(0) ?? 1;
  if (found > FORMAT) {
    throw new Error(
      `The data file has format ${found} and this version reads formats up to ${FORMAT}: ` +
        "start the newer version of the application that wrote it.",
    );
  }
}

/** The same for a store that is to be written: it gets the mark if it has none. */
export function ensureFormat(kv: Kv): void {
  checkFormat(kv);
  if (kv.get(FORMAT_KEY) !== undefined) return;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(FORMAT);
  kv.transaction(() => kv.put(FORMAT_KEY, bytes));
}
