import { BSONError, DBRef, deserialize, serialize } from "bson";
import { CommandError } from "./errors.ts";

/** A decoded document: numbers are Int32, Double or Long instances, so that rewriting keeps their type. */
export type Doc = Record<string, unknown>;

const OPTIONS = {
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
  // Wrong UTF-8 would collapse to one replacement character, and unequal values would become equal.
  validation: { utf8: true },
} as const;

const REF_NAME = Buffer.from("$ref\0");

/** Decodes one BSON document. Throws CommandError 22 for bytes that are none. */
export function decode(bytes: Uint8Array): Doc {
  let doc: Doc;
  try {
    doc = deserialize(bytes, OPTIONS);
  } catch (error) {
    throw new CommandError(22, error instanceof Error ? error.message : "invalid BSON");
  }
  // The library turns {$ref, $id} into an instance of a class; to MongoDB it is a plain sub-document.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes(REF_NAME) ? (withoutReferences(doc) as Doc) : doc;
}

/** Encodes a document; numbers keep their type. Throws CommandError 2 for what BSON cannot hold. */
export function encode(doc: Doc): Buffer {
  try {
    const bytes = serialize(doc, { ignoreUndefined: false });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    if (error instanceof BSONError || error instanceof RangeError) throw new CommandError(2, error.message);
    throw error;
  }
}

function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (value instanceof DBRef) {
    const plain: Doc = { $ref: value.collection, $id: withoutReferences(value.oid) };
    if (value.db !== undefined && value.db !== null && value.db !== "") plain.$db = value.db;
    return { ...plain, ...(withoutReferences(value.fields) as Doc) };
  }
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutReferences(inner)]));
}
