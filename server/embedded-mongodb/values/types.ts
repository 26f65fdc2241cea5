import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from "bson";
import type { Doc } from "./decode.ts";

/** MongoDB's own aliases of the BSON types, as `$type` names them; "missing" is JavaScript's undefined. */
export type BsonType =
  | "missing"
  | "minKey"
  | "null"
  | "int"
  | "long"
  | "double"
  | "decimal"
  | "string"
  | "symbol"
  | "object"
  | "array"
  | "binData"
  | "objectId"
  | "bool"
  | "date"
  | "timestamp"
  | "regex"
  | "javascript"
  | "maxKey";

// By prototype, never by a `_bsontype` property: a stored document may have a field of that name.
const BY_PROTOTYPE = new Map<object, BsonType>([
  [Object.prototype, "object"],
  [Int32.prototype, "int"],
  [Long.prototype, "long"],
  [Double.prototype, "double"],
  [Decimal128.prototype, "decimal"],
  [BSONSymbol.prototype, "symbol"],
  [Binary.prototype, "binData"],
  [UUID.prototype, "binData"],
  [ObjectId.prototype, "objectId"],
  [Date.prototype, "date"],
  [Timestamp.prototype, "timestamp"],
  [BSONRegExp.prototype, "regex"],
  [RegExp.prototype, "regex"],
  [Code.prototype, "javascript"],
  [MinKey.prototype, "minKey"],
  [MaxKey.prototype, "maxKey"],
]);

/** The BSON type of a decoded value. JavaScript numbers count as int or double, as the encoder writes them. */
export function typeOf(value: unknown): BsonType {
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "number":
      return (value | 0) === value && !Object.is(value, -0) ? "int" : "double";
    case "bigint":
      return "long";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return "array";
      return BY_PROTOTYPE.get(Object.getPrototypeOf(value)) ?? (value instanceof Uint8Array ? "binData" : "object");
    default:
      return "missing";
  }
}

const RANKS: Readonly<Record<BsonType, number>> = {
  minKey: 5,
  missing: 10,
  null: 10,
  int: 20,
  long: 20,
  double: 20,
  decimal: 20,
  string: 30,
  symbol: 30,
  object: 40,
  array: 50,
  binData: 60,
  objectId: 70,
  bool: 80,
  date: 90,
  timestamp: 95,
  regex: 100,
  javascript: 110,
  maxKey: 240,
};

/** The place of a type in MongoDB's order of types; types of one bracket have the same. Between 1 and 254. */
export function rankOf(type: BsonType): number {
  return RANKS[type];
}

/** True for a sub-document (not an array, not a BSON value class). */
export function isDoc(value: unknown): value is Doc {
  return typeOf(value) === "object";
}

/** True for every kind of number. */
export function isNumber(value: unknown): boolean {
  return RANKS[typeOf(value)] === RANKS.int;
}

/** An own field, or undefined: never something inherited, such as `constructor`. */
export function getField(doc: Doc, name: string): unknown {
  return Object.hasOwn(doc, name) ? doc[name] : undefined;
}

/** Sets an own field, also one named `__proto__`. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    doc[name] = value;
  }
}

/** The number of an array position written as MongoDB does ("0", "12"; not "01"), or -1. */
export function arrayIndex(part: string): number {
  return /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : -1;
}

/** Bytes and subtype of a binary value. */
export function binaryOf(value: unknown): { bytes: Uint8Array; subtype: number } {
  if (value instanceof Binary) return { bytes: value.buffer.subarray(0, value.position), subtype: value.sub_type };
  return { bytes: value as Uint8Array, subtype: 0 };
}

/** Pattern and options of a regular expression value. */
export function regexOf(value: unknown): { pattern: string; options: string } {
  if (value instanceof BSONRegExp) return { pattern: value.pattern, options: value.options };
  const { source, flags } = value as RegExp;
  return { pattern: source, options: flags };
}
