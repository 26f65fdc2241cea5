import { Long } from "bson";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc, isNumber } from "../values/types.ts";

/** Reads a field that must be a string. Throws CommandError 14, or 40414 if it is absent. */
export function requiredString(body: Doc, field: string): string {
  const value = required(body, field);
  if (typeof value !== "string") throw wrongType(field, "string");
  return value;
}

/** Reads a document; an absent one is empty. */
export function optionalDoc(body: Doc, field: string): Doc {
  const value = body[field] ?? {};
  if (!isDoc(value)) throw wrongType(field, "object");
  return value;
}

/** Reads an array of documents that must be there. */
export function requiredDocs(body: Doc, field: string): Doc[] {
  const value = required(body, field);
  if (!Array.isArray(value) || !value.every(isDoc)) throw wrongType(field, "array of objects");
  return value;
}

export function optionalDocs(body: Doc, field: string): Doc[] | undefined {
  return body[field] === undefined ? undefined : requiredDocs(body, field);
}

/** Reads a whole number of 0 or more, or undefined. Throws CommandError 14 or 51024. */
export function optionalCount(body: Doc, field: string): number | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (!isNumber(value)) throw wrongType(field, "number");
  const number = Math.trunc(Number(value));
  if (!(number >= 0))
    throw new CommandError(51024, `BSON field '${field}' value must be >= 0, actual value '${number}'`);
  return number;
}

/** Reads a flag; numbers count as in MongoDB. */
export function optionalFlag(body: Doc, field: string, absent = false): boolean {
  const value = body[field];
  if (value === undefined || value === null) return absent;
  if (typeof value === "boolean") return value;
  if (isNumber(value)) return Number(value) !== 0;
  throw wrongType(field, "bool");
}

/** Reads an int64, such as the id of a cursor. */
export function int64(value: unknown, field: string): bigint {
  if (value instanceof Long) return value.toBigInt();
  if (isNumber(value) && Number.isFinite(Number(value))) return BigInt(Math.trunc(Number(value)));
  throw wrongType(field, "long");
}

function required(body: Doc, field: string): unknown {
  const value = body[field];
  if (value === undefined) throw new CommandError(40414, `BSON field '${field}' is missing but a required field`);
  return value;
}

function wrongType(field: string, type: string): CommandError {
  return new CommandError(14, `BSON field '${field}' is the wrong type, expected type '${type}'`);
}
