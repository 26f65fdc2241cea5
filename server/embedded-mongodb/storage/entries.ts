import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { encodeKey, encodeValue } from "../values/key.ts";
import { documentKeys } from "../values/path.ts";
import type { Collection, Index } from "./catalogue.ts";
import { MAX_ID_BYTES, MAX_INDEX_VALUE_BYTES, prefixRange } from "./keys.ts";
import type { Kv } from "./kv.ts";

/** What one document puts into one index. */
export interface IndexEntries {
  /** Encoded values (without prefix and `_id`) by their own text, so that equal ones count once. */
  values: Map<string, { bytes: Buffer; row: unknown[] }>;
  multikey: boolean;
  inexact: boolean;
}

/** The encoded `_id` of a document. Throws CommandError 17280 if it is too long. */
export function idBytesOf(id: unknown): Buffer {
  const bytes = encodeValue(id);
  if (bytes.length > MAX_ID_BYTES) {
    throw new CommandError(17280, `_id is too long for this server: ${bytes.length} bytes, at most ${MAX_ID_BYTES}`);
  }
  return bytes;
}

/**
 * The entries of a document in an index; none if the index leaves the document out. Throws CommandError 17280 if a
 * value of a unique index is too long, 171 for parallel arrays.
 */
export function entriesOf(index: Index, doc: Doc): IndexEntries {
  const entries: IndexEntries = { values: new Map(), multikey: false, inexact: false };
  if (index.partial !== undefined && !index.partial.filter.test(doc)) return entries;
  const { keys, multikey, missing } = documentKeys(doc, index.paths);
  entries.multikey = multikey;
  if (index.sparse && missing) return entries;
  for (const row of keys) {
    let bytes = encodeKey(row.map((value, at) => ({ value, descending: index.fields[at]!.descending })));
    if (bytes.length > MAX_INDEX_VALUE_BYTES) {
      if (index.unique) {
        const most = `at most ${MAX_INDEX_VALUE_BYTES}`;
        throw new CommandError(17280, `key too large to index in ${index.name}: ${bytes.length} bytes, ${most}`);
      }
      bytes = bytes.subarray(0, MAX_INDEX_VALUE_BYTES);
      entries.inexact = true;
    }
    entries.values.set(bytes.toString("latin1"), { bytes, row });
  }
  return entries;
}

/** The full key of an entry: prefix of the index, value, `_id`. */
export function entryKey(index: Index, value: Buffer, id: Buffer): Buffer {
  return Buffer.concat([index.prefix, value, id]);
}

/** Throws CommandError 11000 if another document than `id` has the value in a unique index. */
export function checkUnique(kv: Kv, target: { collection: Collection; index: Index }, wanted: UniqueValue): void {
  const { low, high } = prefixRange(Buffer.concat([target.index.prefix, wanted.bytes]));
  const entries = kv.range(low, high);
  for (let next = entries.next(); !next.done; next = entries.next()) {
    if (wanted.id !== undefined && next.value.value.equals(wanted.id)) continue;
    entries.return?.();
    throw duplicateKey(target.collection, target.index, wanted.row);
  }
}

interface UniqueValue {
  bytes: Buffer;
  row: unknown[];
  /** The encoded `_id` of the document that may have the value. */
  id: Buffer | undefined;
}

/** The error of a value that is taken, as MongoDB shapes it. */
export function duplicateKey(collection: Collection, index: Index, row: unknown[]): CommandError {
  const keyValue = Object.fromEntries(index.paths.map((path, at) => [path, row[at] ?? null]));
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
  const message =
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} ` +
    `dup key: { ${shown.join(", ")} }`;
  return new CommandError(11000, message, { keyPattern: index.spec.key as Doc, keyValue });
}

function show(value: unknown): string {
  if (typeof value === "object" && value !== null && "toHexString" in value) return `ObjectId('${String(value)}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return typeof value === "string" || Array.isArray(value) ? JSON.stringify(value) : String(value);
}
