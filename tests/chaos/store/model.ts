import type { BSONRegExp, Int32 } from "bson";
import { identical, isArray, isNaNValue, isObject, order, orderLists, type Plain, rank } from "./model-values.ts";

// What filters and sorts mean, in the plainest way, and sharing no code with the store.

/** What a query sees at the end of a path; `whole`: an array there is not looked into. */
interface End {
  value: unknown;
  whole?: boolean;
}

/** For a path of at most two steps, of which the second may be a position; undefined stands for a missing field. */
function endsAt(doc: Plain, path: string): End[] {
  const [first = "", second] = path.split(".");
  const top = doc[first];
  if (second === undefined) return [{ value: top }];
  if (!isArray(top)) return [{ value: isObject(top) ? top[second] : undefined }];
  return top.flatMap((element, at) => {
    const ends: End[] = isObject(element) ? [{ value: element[second] }] : [];
    if (String(at) === second) ends.push({ value: element, whole: true });
    return ends;
  });
}

function lookedAt(ends: readonly End[]): unknown[] {
  return ends.flatMap(({ value, whole }) => (isArray(value) && whole !== true ? [value, ...value] : [value]));
}

const TYPES: Record<string, (value: unknown) => boolean> = {
  number: (value) => rank(value) === 2,
  string: (value) => rank(value) === 3,
  object: (value) => rank(value) === 4,
  array: isArray,
  objectId: (value) => rank(value) === 7,
  date: (value) => rank(value) === 9,
  null: (value) => value === null,
  long: (value) => (value as { _bsontype?: string } | null)?._bsontype === "Long",
};

function meets(ends: readonly End[], operator: string, operand: unknown): boolean {
  const some = (test: (value: unknown) => boolean): boolean => lookedAt(ends).some(test);
  const ranged = (test: (order: number) => boolean): boolean =>
    some(
      (value) =>
        rank(value) === rank(operand) && isNaNValue(value) === isNaNValue(operand) && test(order(value, operand)),
    );
  const isPattern = rank(operand) === 11;
  switch (operator) {
    case "$eq":
      return some((value) => order(value, operand) === 0);
    case "$ne":
      return !meets(ends, "$eq", operand);
    case "$gt":
      return ranged((sign) => sign > 0);
    case "$gte":
      return ranged((sign) => sign >= 0);
    case "$lt":
      return ranged((sign) => sign < 0);
    case "$lte":
      return ranged((sign) => sign <= 0);
    case "$in":
      return (operand as unknown[]).some((one) => meets(ends, rank(one) === 11 ? "pattern" : "$eq", one));
    case "$nin":
      return !meets(ends, "$in", operand);
    case "$exists":
      return ends.some(({ value }) => value !== undefined) === operand;
    case "$size":
      return ends.some(({ value }) => isArray(value) && value.length === (operand as Int32).value);
    case "$type":
      return some((value) => value !== undefined && TYPES[String(operand)]!(value));
    case "$all":
      return isArray(operand) && operand.length > 0 && operand.every((one) => meets(ends, "$eq", one));
    case "$elemMatch":
      return ends.some(
        ({ value }) => isArray(value) && value.some((element) => meetsInside(element, operand as Plain)),
      );
    case "$not":
      return isPattern ? !meets(ends, "pattern", operand) : !meetsAll(ends, operand as Plain);
    case "$regex":
    case "pattern":
      return some((value) => matchesPattern(value, operand as BSONRegExp));
    default:
      throw new Error(`the model has no ${operator}`);
  }
}

function matchesPattern(value: unknown, pattern: BSONRegExp): boolean {
  if (rank(value) === 11) return identical(value, pattern);
  return typeof value === "string" && new RegExp(pattern.pattern, pattern.options).test(value);
}

/** An element meets operators itself, or as a document with fields; an array is one whose fields are its positions. */
function meetsInside(element: unknown, operand: Plain): boolean {
  if (isOperators(operand)) return meetsAll([{ value: element, whole: true }], operand);
  return (isObject(element) || isArray(element)) && matches(operand, { ...(element as Plain) });
}

function meetsAll(ends: readonly End[], conditions: Plain): boolean {
  return Object.entries(conditions).every(([operator, operand]) => meets(ends, operator, operand));
}

function isOperators(condition: unknown): condition is Plain {
  return isObject(condition) && Object.keys(condition)[0]?.startsWith("$") === true;
}

export function matches(filter: Plain, doc: Plain): boolean {
  return Object.entries(filter).every(([path, condition]) => {
    const parts = condition as Plain[];
    if (path === "$and") return parts.every((part) => matches(part, doc));
    if (path === "$or") return parts.some((part) => matches(part, doc));
    if (path === "$nor") return !parts.some((part) => matches(part, doc));
    const ends = endsAt(doc, path);
    if (rank(condition) === 11) return meets(ends, "pattern", condition);
    return isOperators(condition) ? meetsAll(ends, condition) : meets(ends, "$eq", condition);
  });
}

/** What an index or a sort sees at a path: each element of an array, `[]` for an empty one, null for what is missing. */
export function keysAt(doc: Plain, path: string): unknown[][] {
  const [first = "", second] = path.split(".");
  const top = doc[first];
  const inner = (value: unknown): unknown =>
    second === undefined ? value : isObject(value) ? value[second] : undefined;
  const under = second !== undefined && isArray(top) ? top : [top];
  // Nothing is below an empty array: that is a missing field.
  if (under.length === 0) return [[null]];
  return under
    .map(inner)
    .flatMap((value): unknown[][] => (isArray(value) ? (value.length ? value.map((one) => [one]) : [[]]) : [[value]]));
}

/** For a sort by several fields, of which one at most may hold arrays. */
export function orderBy(sort: Record<string, number>): (a: Plain, b: Plain) => number {
  // The least element counts upwards, the greatest downwards; an empty array comes before null.
  const least = (doc: Plain, path: string, direction: number): unknown[] =>
    keysAt(doc, path).reduce((best, one) => (orderLists(one, best) * direction < 0 ? one : best));
  return (a, b) => {
    for (const [path, direction] of Object.entries(sort)) {
      const found = orderLists(least(a, path, direction), least(b, path, direction)) * direction;
      if (found !== 0) return found;
    }
    return 0;
  };
}

/** The values `distinct` gives, each once, in order: missing fields give nothing, an array its elements. */
export function distinctOf(docs: readonly Plain[], path: string): unknown[] {
  const values = docs
    .flatMap((doc) => endsAt(doc, path))
    .flatMap(({ value }) => (isArray(value) ? value : value === undefined ? [] : [value]))
    .sort(order);
  return values.filter((value, at) => at === 0 || order(value, values[at - 1]) !== 0);
}
