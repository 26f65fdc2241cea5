import type { Doc } from "../values/decode.ts";
import { decode } from "../values/decode.ts";
import type { Collection, Index } from "./catalogue.ts";
import { raiseFlags, type Storage } from "./documents.ts";
import { checkUnique, entriesOf, entryKey } from "./entries.ts";
import { discardPrefix } from "./garbage.ts";
import { afterPrefix } from "./keys.ts";
import type { KvEntry } from "./kv.ts";

const CHUNK = 500;

/**
 * Builds indexes over what a collection holds and puts them in force, in the running transaction. If one of them cannot
 * be built (CommandError 11000, 17280, 171), none is, and nothing of it is left.
 */
export function buildIndexes(storage: Storage, collection: Collection, specs: readonly Doc[]): void {
  const indexes = specs.map((spec) => storage.catalogue.newIndex(spec));
  storage.slice.releaseScans();
  try {
    for (const chunk of chunks(storage, collection)) {
      for (const entry of chunk) for (const index of indexes) addEntry(storage, { collection, index }, entry);
    }
  } catch (error) {
    for (const index of indexes) discardPrefix(storage.kv, index.prefix);
    throw error;
  }
  collection.indexes.push(...indexes);
  storage.catalogue.save(collection);
}

function addEntry({ kv }: Storage, target: { collection: Collection; index: Index }, entry: KvEntry): void {
  const id = entry.key.subarray(target.collection.prefix.length);
  const entries = entriesOf(target.index, decode(entry.value));
  for (const { bytes, row } of entries.values.values()) {
    if (target.index.unique) checkUnique(kv, target, { bytes, row, id });
    kv.put(entryKey(target.index, bytes, id), id);
  }
  raiseFlags(target.index, entries);
}

/** All documents, in pieces: the walk is ended before anything is written. */
function* chunks({ kv }: Storage, collection: Collection): Generator<KvEntry[]> {
  const high = afterPrefix(collection.prefix);
  let low = collection.prefix;
  for (;;) {
    const chunk: KvEntry[] = [];
    const entries = kv.range(low, high);
    for (let next = entries.next(); !next.done; next = entries.next()) {
      chunk.push(next.value);
      if (chunk.length === CHUNK) break;
    }
    entries.return?.();
    if (chunk.length === 0) return;
    low = Buffer.concat([chunk[chunk.length - 1]!.key, Buffer.from([0])]);
    yield chunk;
  }
}

/** Takes indexes out of force and gives up their entries, in the running transaction. */
export function removeIndexes(storage: Storage, collection: Collection, indexes: readonly Index[]): void {
  storage.slice.releaseScans();
  for (const index of indexes) {
    index.dropped = true;
    discardPrefix(storage.kv, index.prefix);
  }
  collection.indexes = collection.indexes.filter((index) => !index.dropped);
  storage.catalogue.save(collection);
}

/** Takes a collection away with everything in it, in the running transaction. */
export function removeCollection(storage: Storage, collection: Collection): void {
  storage.slice.releaseScans();
  for (const index of collection.indexes) discardPrefix(storage.kv, index.prefix);
  discardPrefix(storage.kv, collection.prefix);
  storage.catalogue.remove(collection);
}
