import type { Doc } from "./decode.ts";
import { CommandError } from "./errors.ts";
import { encodeValue } from "./key.ts";
import { arrayIndex, getField, isDoc, typeOf } from "./types.ts";

/** The keys of one document in an index, or for a sort, over one or several paths. */
type DocumentKeys = {
  /** One row per entry, one value per path: null for missing, undefined for an empty array. */
  keys: unknown[][];
  /** True if an array was expanded. */
  multikey: boolean;
  /** True if no path led to a value: a sparse index leaves such a document out. */
  missing: boolean;
};

type Column = { parts: readonly string[]; at: number; value: unknown; done: boolean; found: boolean };

/**
 * The keys of a document over the paths of a compound index. Arrays are expanded, once along a shared prefix: {a:
 * [{x, y}, …]} has one row per element over a.x and a.y. Two different arrays throw CommandError 171.
 */
export function documentKeys(doc: Doc, paths: readonly string[]): DocumentKeys {
  const result: DocumentKeys = { keys: [], multikey: false, missing: true };
  const columns = paths.map((path) => ({ parts: path.split("."), at: 0, value: undefined, done: false, found: false }));
  expand(doc, columns, result);
  return result;
}

/**
 * What an index sees at a dotted path: an array gives its distinct elements, an empty array the value `undefined`,
 * a missing field the value `null`. A numeric part is a position in an array; where elements have a field of that name
 * too, this is ambiguous and throws CommandError 16746, as MongoDB does. `viaArray` tells whether an array was expanded, `missing` whether nothing was there.
 */
export function valuesAtPath(doc: Doc, path: string): { values: unknown[]; viaArray: boolean; missing: boolean } {
  if (!path.includes(".")) {
    const value = getField(doc, path);
    if (!Array.isArray(value)) return { values: [value ?? null], viaArray: false, missing: value === undefined };
  }
  const { keys, multikey, missing } = documentKeys(doc, [path]);
  return { values: distinct(keys.map((row) => row[0])), viaArray: multikey, missing };
}

function expand(doc: unknown, columns: readonly Column[], result: DocumentKeys): void {
  let array: unknown[] | undefined;
  const walked: Column[] = [];
  const onArray = new Set<number>();
  for (const [i, column] of columns.entries()) {
    if (column.done) {
      walked.push(column);
      continue;
    }
    const { value, at } = walk(doc, column.parts, column.at);
    if (Array.isArray(value)) {
      if (array !== undefined && array !== value) throw new CommandError(171, "cannot index parallel arrays");
      array = value;
      onArray.add(i);
      walked.push({ ...column, at });
    } else {
      walked.push({ ...column, at, value: value ?? null, done: true, found: value !== undefined });
    }
  }
  if (array === undefined) {
    if (walked.some((column) => column.found)) result.missing = false;
    result.keys.push(walked.map((column) => column.value));
    return;
  }
  result.multikey = true;
  const elements = array.length === 0 ? [undefined] : array;
  for (const element of elements) {
    const next = walked.map((column, i) =>
      onArray.has(i) && column.at === column.parts.length
        ? { ...column, value: array?.length === 0 ? undefined : (element ?? null), done: true, found: true }
        : column,
    );
    expand(isDoc(element) ? element : {}, next, result);
  }
}

/** Follows a path to its end or to the first array to expand; a position in an array is followed. */
function walk(doc: unknown, parts: readonly string[], start: number): { value: unknown; at: number } {
  let value: unknown = doc;
  let at = start;
  while (at < parts.length) {
    const part = parts[at] as string;
    if (Array.isArray(value)) {
      const index = arrayIndex(part);
      if (index < 0) return { value, at };
      if (value.some((element) => isDoc(element) && Object.hasOwn(element, part))) {
        throw new CommandError(16746, `Ambiguous field name found in array: '${part}' is a position and a field`);
      }
      value = value[index];
    } else if (isDoc(value)) {
      value = getField(value, part);
    } else {
      return { value: undefined, at: parts.length };
    }
    at += 1;
  }
  return { value, at };
}

function distinct(values: unknown[]): unknown[] {
  if (values.length < 2) return values;
  const seen = new Set<string>();
  return values.filter((value) => {
    // Decimal128 has no key; the index refuses it later with its own error.
    const key = hasKey(value) ? encodeValue(value).toString("latin1") : `decimal:${String(value)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function hasKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(hasKey);
  if (isDoc(value)) return Object.values(value).every(hasKey);
  const type = typeOf(value);
  return type !== "decimal" && type !== "javascript";
}
