import { GARBAGE_RANGE, garbageKey, prefixRange } from "./keys.ts";
import type { Kv } from "./kv.ts";

const CHUNK = 1000;

/** Gives up every entry under a prefix, in the running transaction; their deletion follows in `collectGarbage`. */
export function discardPrefix(kv: Kv, prefix: Buffer): void {
  kv.put(garbageKey(prefix), Buffer.from([1]));
}

/** Whether something waits to be deleted. */
export function hasGarbage(kv: Kv): boolean {
  return firstKeys(kv, GARBAGE_RANGE, 1).length > 0;
}

/** Whether the entries under a prefix are given up. */
export function isGarbage(kv: Kv, prefix: Buffer): boolean {
  return kv.get(garbageKey(prefix)) !== undefined;
}

/** Deletes at most one chunk of discarded entries, in the running transaction, so that a big drop delays nobody. */
export function collectGarbage(kv: Kv): void {
  const mark = firstKeys(kv, GARBAGE_RANGE, 1)[0];
  if (mark === undefined) return;
  const keys = firstKeys(kv, prefixRange(mark.subarray(1)), CHUNK);
  for (const key of keys) kv.remove(key);
  if (keys.length < CHUNK) kv.remove(mark);
}

function firstKeys(kv: Kv, range: { low: Buffer; high: Buffer }, limit: number): Buffer[] {
  const keys: Buffer[] = [];
  const entries = kv.range(range.low, range.high);
  while (keys.length < limit) {
    const next = entries.next();
    if (next.done) return keys;
    keys.push(next.value.key);
  }
  entries.return?.();
  return keys;
}
