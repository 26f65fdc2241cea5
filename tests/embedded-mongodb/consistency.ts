import type { Collection, Index } from "../../server/embedded-mongodb/storage/catalogue.ts";
import type { Storage } from "../../server/embedded-mongodb/storage/documents.ts";
import { entriesOf, entryKey } from "../../server/embedded-mongodb/storage/entries.ts";
import { prefixRange } from "../../server/embedded-mongodb/storage/keys.ts";
import type { KvEntry } from "../../server/embedded-mongodb/storage/kv.ts";
import { decode } from "../../server/embedded-mongodb/values/decode.ts";

/** Everything stored under a prefix. */
export function entriesUnder({ kv }: Storage, prefix: Buffer): KvEntry[] {
  const { low, high } = prefixRange(prefix);
  const found: KvEntry[] = [];
  const entries = kv.range(low, high);
  for (let next = entries.next(); !next.done; next = entries.next()) found.push(next.value);
  return found;
}

/** Where an index and the documents disagree: keys that lack, and keys of nothing. Both must be empty. */
export function disagreement(
  storage: Storage,
  collection: Collection,
  index: Index,
): { lacks: string[]; extra: string[] } {
  const expected = new Set<string>();
  for (const { key, value } of entriesUnder(storage, collection.prefix)) {
    const id = key.subarray(collection.prefix.length);
    const { values } = entriesOf(index, decode(value));
    for (const { bytes } of values.values()) expected.add(entryKey(index, bytes, id).toString("hex"));
  }
  const stored = new Set(entriesUnder(storage, index.prefix).map(({ key }) => key.toString("hex")));
  return {
    lacks: [...expected].filter((key) => !stored.has(key)),
    extra: [...stored].filter((key) => !expected.has(key)),
  };
}
