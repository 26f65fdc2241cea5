import { ObjectId } from "bson";
import { type Doc, encode } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { equalValues } from "../values/order.ts";
import { typeOf } from "../values/types.ts";
import type { Catalogue, Collection, Index } from "./catalogue.ts";
import { checkUnique, duplicateKey, entriesOf, entryKey, type IndexEntries, idBytesOf } from "./entries.ts";
import type { Kv } from "./kv.ts";
import type { Slice } from "./slice.ts";

/** Largest document, in bytes, and how deep documents and arrays may be in each other. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 100;

export interface Storage {
  kv: Kv;
  catalogue: Catalogue;
  slice: Slice;
}

/** A document ready to be stored: `_id` first, within the limits. */
export interface PreparedDocument {
  doc: Doc;
  bytes: Buffer;
  id: Buffer;
}

/**
 * Puts `_id` first (adding an ObjectId if there is none) and checks the limits. `raw` are the bytes the document came
 * in, stored as they are when the order is right already. Throws CommandError 53, 10334, 2, 17280.
 */
export function prepareDocument(given: Doc, raw?: Buffer): PreparedDocument {
  const first = Object.keys(given)[0];
  const ordered = first === "_id" && typeOf(given._id) !== "missing";
  const doc = ordered ? given : withIdFirst(given);
  checkId(doc._id);
  if (deeperThan(doc, MAX_DEPTH)) {
    throw new CommandError(15, `document is nested deeper than ${MAX_DEPTH} levels`);
  }
  const bytes = ordered && raw !== undefined ? raw : encode(doc);
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    const most = `at most ${MAX_DOCUMENT_BYTES}`;
    throw new CommandError(10334, `BSONObj size: ${bytes.length} is invalid: documents have ${most} bytes`);
  }
  return { doc, bytes, id: idBytesOf(doc._id) };
}

function withIdFirst(given: Doc): Doc {
  const { _id: id, ...rest } = given;
  return { _id: id ?? (id === null ? null : new ObjectId()), ...rest };
}

function checkId(id: unknown): void {
  const type = typeOf(id);
  if (type === "array" || type === "regex") throw new CommandError(53, `can't use a ${type} for _id`);
  if (type === "object" && Object.keys(id as Doc).some((name) => name.startsWith("$"))) {
    throw new CommandError(52, "_id fields may not contain '$'-prefixed fields");
  }
}

function deeperThan(value: unknown, levels: number): boolean {
  const type = typeOf(value);
  if (type !== "object" && type !== "array") return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value as Doc)) if (deeperThan(inner, levels - 1)) return true;
  return false;
}

/** Stores a new document. Everything is checked before the first write. Throws CommandError 11000 and others. */
export function insertDocument(storage: Storage, collection: Collection, prepared: PreparedDocument): void {
  const { kv, catalogue } = storage;
  const key = Buffer.concat([collection.prefix, prepared.id]);
  if (kv.get(key) !== undefined) throw duplicateKey(collection, collection.primary, [prepared.doc._id]);
  const plans = collection.indexes.map((index) => ({ index, entries: entriesOf(index, prepared.doc) }));
  for (const { index, entries } of plans) checkAllUnique(kv, { collection, index }, { entries, id: undefined });
  storage.slice.releaseScans();
  kv.put(key, prepared.bytes);
  let flagged = false;
  for (const { index, entries } of plans) {
    for (const { bytes } of entries.values.values()) kv.put(entryKey(index, bytes, prepared.id), prepared.id);
    flagged = raiseFlags(index, entries) || flagged;
  }
  if (flagged) catalogue.save(collection);
}

/** A stored document, with what is needed to replace it. */
export interface StoredDocument {
  doc: Doc;
  bytes: Buffer;
  id: Buffer;
}

/**
 * Replaces a stored document; answers whether anything changed. Throws CommandError 66 if `_id` would change, 11000
 * and others, before the first write.
 */
export function replaceDocument(
  storage: Storage,
  collection: Collection,
  change: { before: StoredDocument; after: Doc },
): boolean {
  const { kv, catalogue } = storage;
  const { before } = change;
  const after = prepareDocument(change.after);
  if (!equalValues(after.doc._id, before.doc._id)) {
    throw new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  if (after.bytes.equals(before.bytes)) return false;
  const plans = collection.indexes.map((index) => ({
    index,
    old: entriesOf(index, before.doc),
    entries: entriesOf(index, after.doc),
  }));
  for (const { index, entries } of plans) checkAllUnique(kv, { collection, index }, { entries, id: before.id });
  storage.slice.releaseScans();
  kv.put(Buffer.concat([collection.prefix, before.id]), after.bytes);
  let flagged = false;
  for (const { index, old, entries } of plans) {
    for (const [text, { bytes }] of old.values) {
      if (!entries.values.has(text)) kv.remove(entryKey(index, bytes, before.id));
    }
    for (const [text, { bytes }] of entries.values) {
      if (!old.values.has(text)) kv.put(entryKey(index, bytes, before.id), before.id);
    }
    flagged = raiseFlags(index, entries) || flagged;
  }
  if (flagged) catalogue.save(collection);
  return true;
}

/** Deletes a stored document and its index entries. */
export function removeDocument({ kv, slice }: Storage, collection: Collection, stored: StoredDocument): void {
  slice.releaseScans();
  for (const index of collection.indexes) {
    for (const { bytes } of entriesOf(index, stored.doc).values.values()) kv.remove(entryKey(index, bytes, stored.id));
  }
  kv.remove(Buffer.concat([collection.prefix, stored.id]));
}

function checkAllUnique(
  kv: Kv,
  target: { collection: Collection; index: Index },
  wanted: { entries: IndexEntries; id: Buffer | undefined },
): void {
  if (!target.index.unique) return;
  for (const value of wanted.entries.values.values()) checkUnique(kv, target, { ...value, id: wanted.id });
}

/** Remembers that an index has arrays or truncated keys from now on; answers whether that is new. */
export function raiseFlags(index: Index, entries: IndexEntries): boolean {
  const news = (entries.multikey && !index.multikey) || (entries.inexact && !index.inexact);
  index.multikey ||= entries.multikey;
  index.inexact ||= entries.inexact;
  return news;
}
