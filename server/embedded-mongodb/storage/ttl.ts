import type { Collection, Index } from "./catalogue.ts";
import { removeDocument, type Storage } from "./documents.ts";
import { fieldRange } from "./ranges.ts";
import { Hit } from "./scan.ts";
import { PAUSE, type Pause } from "./slice.ts";

/** At most this many documents are deleted in one transaction. */
const CHUNK = 1000;

/**
 * Deletes every document whose time, by an index with `expireAfterSeconds`, is over at `now` (milliseconds since 1970).
 * Of an array of dates the earliest counts; what is no date never expires. Gives how many were deleted.
 */
export function* sweepExpired(storage: Storage, now: number): Generator<Pause, number> {
  let swept = 0;
  for (const collection of storage.catalogue.list()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds !== undefined) swept += yield* sweepIndex(storage, { collection, index }, now);
    }
  }
  return swept;
}

function* sweepIndex(
  storage: Storage,
  { collection, index }: { collection: Collection; index: Index },
  now: number,
): Generator<Pause, number> {
  const field = index.fields[0];
  const cutoff = new Date(now - (index.expireAfterSeconds ?? 0) * 1000);
  if (field === undefined || Number.isNaN(cutoff.getTime())) return 0;
  let swept = 0;
  for (;;) {
    // The range ends with the bracket of dates: a string, say, is never due.
    const high = { value: cutoff, inclusive: true };
    const range = fieldRange(index.prefix, field, { high, exactScalar: false });
    if (range === undefined || index.dropped) return swept;
    const ids: Buffer[] = [];
    const entries = storage.kv.range(range.low, range.high);
    for (let next = entries.next(); !next.done && ids.length < CHUNK; next = entries.next()) ids.push(next.value.value);
    entries.return?.();
    if (ids.length === 0) return swept;
    for (const id of ids) swept += removeById(storage, collection, id);
    yield PAUSE;
  }
}

function removeById(storage: Storage, collection: Collection, id: Buffer): number {
  const bytes = storage.kv.get(Buffer.concat([collection.prefix, id]));
  if (bytes === undefined) return 0;
  removeDocument(storage, collection, new Hit(id, bytes));
  return 1;
}
