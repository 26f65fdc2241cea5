import type { Code, ObjectId, Timestamp } from "bson";
import type { Doc } from "./decode.ts";
import { compareNumbers, plainNumber } from "./numbers.ts";
import { type BsonType, binaryOf, rankOf, regexOf, typeOf } from "./types.ts";

/**
 * Compares two values in MongoDB's total order of BSON values: negative, 0 or positive. Missing counts as null.
 * Numbers compare by exact value whatever their type, strings by UTF-8 bytes, sub-documents field by field
 * (type, name, value).
 */
export function compareValues(a: unknown, b: unknown): number {
  const type = typeOf(a);
  const byRank = rankOf(type) - rankOf(typeOf(b));
  return byRank !== 0 ? byRank : compareSameRank(type, a, b);
}

/** True if MongoDB regards the values as equal (1 and 1.0 are; {a, b} and {b, a} are not). */
export function equalValues(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0;
}

function compareSameRank(type: BsonType, a: unknown, b: unknown): number {
  switch (type) {
    case "missing":
    case "null":
    case "minKey":
    case "maxKey":
      return 0;
    case "int":
    case "long":
    case "double":
    case "decimal":
      return compareNumbers(a, b);
    case "string":
    case "symbol":
      return compareStrings(String(a), String(b));
    case "object":
      return compareDocs(a as Doc, b as Doc);
    case "array":
      return compareArrays(a as unknown[], b as unknown[]);
    case "binData":
      return compareBinary(a, b);
    case "objectId":
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case "bool":
    case "date":
      return sign(Number(a), Number(b));
    case "timestamp":
      return sign((a as Timestamp).toBigInt(), (b as Timestamp).toBigInt());
    case "regex":
      return compareRegexes(a, b);
    case "javascript":
      return compareCode(a as Code, b as Code);
    default:
      return type satisfies never;
  }
}

function sign(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares strings as their UTF-8 bytes: surrogates order above the rest of the basic plane. */
function compareStrings(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codeUnitWeight(x) - codeUnitWeight(y);
  }
  return a.length - b.length;
}

function codeUnitWeight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareDocs(a: Doc, b: Doc): number {
  const left = Object.keys(a);
  const right = Object.keys(b);
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i += 1) {
    const x = left[i] as string;
    const y = right[i] as string;
    const type = typeOf(a[x]);
    const order = rankOf(type) - rankOf(typeOf(b[y])) || compareStrings(x, y) || compareSameRank(type, a[x], b[y]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareArrays(a: unknown[], b: unknown[]): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareBinary(a: unknown, b: unknown): number {
  const x = binaryOf(a);
  const y = binaryOf(b);
  return x.bytes.length - y.bytes.length || x.subtype - y.subtype || Buffer.compare(x.bytes, y.bytes);
}

function compareRegexes(a: unknown, b: unknown): number {
  const x = regexOf(a);
  const y = regexOf(b);
  return compareStrings(x.pattern, y.pattern) || compareStrings(x.options, y.options);
}

function compareCode(a: Code, b: Code): number {
  const byScope = Number(a.scope != null) - Number(b.scope != null);
  return byScope || compareStrings(String(a.code), String(b.code)) || compareValues(a.scope, b.scope);
}

/** True if the values would be written as the same bytes: also the number types must agree. */
export function identicalValues(a: unknown, b: unknown): boolean {
  if (a === b) return !Object.is(a, -0) === !Object.is(b, -0);
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (type === "array") {
    const [x, y] = [a as unknown[], b as unknown[]];
    return x.length === y.length && x.every((value, i) => identicalValues(value, y[i]));
  }
  if (type === "object") {
    const [x, y] = [Object.entries(a as Doc), Object.entries(b as Doc)];
    return (
      x.length === y.length && x.every(([name, value], i) => name === y[i]?.[0] && identicalValues(value, y[i][1]))
    );
  }
  // Decimal128 has several representations of one number; two doubles zero differ in their sign.
  if (type === "decimal") return String(a) === String(b);
  if (type === "double") return Object.is(plainNumber(a), plainNumber(b));
  return compareSameRank(type, a, b) === 0;
}
