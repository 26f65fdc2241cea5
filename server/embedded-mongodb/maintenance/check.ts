import { Catalogue, type Collection, type Index } from "../storage/catalogue.ts";
import { entriesOf, entryKey, idBytesOf } from "../storage/entries.ts";
import { isGarbage } from "../storage/garbage.ts";
import { afterPrefix, COUNTER_KEY, DOCUMENT_KINDS, numberOf, prefixRange } from "../storage/keys.ts";
import type { Kv, KvEntry } from "../storage/kv.ts";
import { type Doc, decode } from "../values/decode.ts";

/** What a check found. Nothing in `problems` means that documents, indexes, counter and catalogue agree. */
export interface CheckReport {
  collections: number;
  documents: number;
  indexEntries: number;
  problems: string[];
}

const MAX_PROBLEMS = 100;

/** Reads a whole store: every document against every index and back, flags, uniqueness, the counter, what belongs to nothing. */
export function checkStore(kv: Kv): CheckReport {
  const report: CheckReport = { collections: 0, documents: 0, indexEntries: 0, problems: [] };
  let catalogue: Catalogue;
  try {
    catalogue = new Catalogue(kv);
  } catch (error) {
    return { ...report, problems: [`the catalogue cannot be read: ${reasonOf(error)}`] };
  }
  const collections = catalogue.list();
  for (const collection of collections) checkCollection(kv, collection, report);
  checkNumbers(kv, collections, report);
  return { ...report, collections: collections.length };
}

function note(report: CheckReport, problem: string): void {
  if (report.problems.length < MAX_PROBLEMS) report.problems.push(problem);
  else if (report.problems.length === MAX_PROBLEMS) report.problems.push("and more; the list ends here");
}

function checkCollection(kv: Kv, collection: Collection, report: CheckReport): void {
  const { namespace, prefix, indexes } = collection;
  const expected = new Map<Index, number>(indexes.map((index) => [index, 0]));
  for (const { key, value } of under(kv, prefix)) {
    const id = key.subarray(prefix.length);
    report.documents += 1;
    const doc = documentOf(value);
    if (doc === undefined || !idMatches(doc, id)) {
      note(report, `${namespace}: the document at key ${id.toString("hex")} cannot be read, or has another _id`);
      continue;
    }
    for (const index of indexes) {
      const found = checkEntries(kv, { index, id, doc }, (problem) => note(report, `${namespace}: ${problem}`));
      expected.set(index, (expected.get(index) ?? 0) + found);
    }
  }
  for (const index of indexes) checkIndex(kv, { collection, index, expected: expected.get(index) ?? 0 }, report);
}

/** Document against index; gives the number of entries it has there. */
function checkEntries(
  kv: Kv,
  { index, id, doc }: { index: Index; id: Buffer; doc: Doc },
  tell: (problem: string) => void,
): number {
  const shown = `index ${index.name}, document ${String(doc._id)}`;
  let found = 0;
  try {
    const { values, multikey, inexact } = entriesOf(index, doc);
    if (multikey && !index.multikey) tell(`${shown}: the index is not marked as having arrays`);
    if (inexact && !index.inexact) tell(`${shown}: the index is not marked as having cut keys`);
    for (const { bytes } of values.values()) {
      if (kv.get(entryKey(index, bytes, id))?.equals(id) === true) found += 1;
      else tell(`${shown}: an entry is missing`);
    }
  } catch (error) {
    tell(`${shown}: its keys cannot be made: ${reasonOf(error)}`);
  }
  return found;
}

/** Index against documents: as many entries as the documents have there, else each is followed. */
function checkIndex(
  kv: Kv,
  { collection, index, expected }: { collection: Collection; index: Index; expected: number },
  report: CheckReport,
): void {
  let entries = 0;
  let before: Buffer | undefined;
  for (const { key, value } of under(kv, index.prefix)) {
    entries += 1;
    const bytes = key.subarray(0, key.length - value.length);
    if (index.unique && before?.equals(bytes) === true) {
      note(report, `${collection.namespace}: index ${index.name} is unique and has a value twice`);
    }
    before = bytes;
  }
  report.indexEntries += entries;
  if (entries === expected) return;
  for (const { key, value } of under(kv, index.prefix)) {
    const stored = kv.get(Buffer.concat([collection.prefix, value]));
    const doc = stored === undefined ? undefined : documentOf(stored);
    if (doc !== undefined && hasEntry(index, { doc, id: value, key })) continue;
    note(report, `${collection.namespace}: index ${index.name} has an entry of no document: ${key.toString("hex")}`);
  }
}

function hasEntry(index: Index, { doc, id, key }: { doc: Doc; id: Buffer; key: Buffer }): boolean {
  return [...entriesOf(index, doc).values.values()].some(({ bytes }) => entryKey(index, bytes, id).equals(key));
}

/** No number may be given twice, and every entry belongs to a collection, an index or what is being deleted. */
function checkNumbers(kv: Kv, collections: readonly Collection[], report: CheckReport): void {
  const counter = kv.get(COUNTER_KEY)?.readUInt32BE(0) ?? 0;
  const known = new Map<string, string>();
  for (const collection of collections) {
    for (const { prefix, name } of [{ prefix: collection.prefix, name: "itself" }, ...collection.indexes]) {
      const what = `${collection.namespace} (${name})`;
      const number = numberOf(prefix);
      if (number > counter) note(report, `${what} has number ${number}, but the counter is at ${counter}`);
      const other = known.get(prefix.toString("hex"));
      if (other !== undefined) note(report, `${what} and ${other} have the same number ${number}`);
      known.set(prefix.toString("hex"), what);
    }
  }
  for (const kind of DOCUMENT_KINDS) {
    let low: Buffer = Buffer.from([kind]);
    const high = Buffer.from([kind + 1]);
    for (let entry = first(kv, low, high); entry !== undefined; entry = first(kv, low, high)) {
      const prefix = entry.key.subarray(0, 5);
      if (!known.has(prefix.toString("hex")) && !isGarbage(kv, prefix)) {
        note(report, `entries with number ${numberOf(prefix)} belong to no collection and no index`);
      }
      low = afterPrefix(prefix);
    }
  }
}

function first(kv: Kv, low: Buffer, high: Buffer): KvEntry | undefined {
  const entries = kv.range(low, high);
  const next = entries.next();
  entries.return?.();
  return next.done ? undefined : next.value;
}

function* under(kv: Kv, prefix: Buffer): Generator<KvEntry> {
  const { low, high } = prefixRange(prefix);
  const entries = kv.range(low, high);
  for (let next = entries.next(); !next.done; next = entries.next()) yield next.value;
}

function documentOf(bytes: Buffer): Doc | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

function idMatches(doc: Doc, id: Buffer): boolean {
  try {
    return Object.keys(doc)[0] === "_id" && idBytesOf(doc._id).equals(id);
  } catch {
    return false;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
