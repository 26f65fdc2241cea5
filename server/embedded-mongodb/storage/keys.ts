import { MAX_KEY_BYTES } from "./kv.ts";

/** The first byte of a key says what the entry is. */
const COUNTER = 0;
const CATALOGUE = 1;
const DOCUMENT = 2;
const INDEX_ENTRY = 3;
const GARBAGE = 4;
const FORMAT = 5;

/** Kind of entry and number of the collection or index. */
export const PREFIX_BYTES = 5;
/** Longest encoded `_id`. */
export const MAX_ID_BYTES = 1000;
/** Longest encoded index value: what the store's key limit leaves beside the prefix and the `_id`. */
export const MAX_INDEX_VALUE_BYTES = MAX_KEY_BYTES - PREFIX_BYTES - MAX_ID_BYTES;

export interface KeyRange {
  /** Inclusive. */
  low: Buffer;
  /** Exclusive. */
  high: Buffer;
}

export const COUNTER_KEY = Buffer.from([COUNTER]);
export const FORMAT_KEY = Buffer.from([FORMAT]);
export const DOCUMENT_KINDS = [DOCUMENT, INDEX_ENTRY] as const;

export function catalogueKey(namespace: string): Buffer {
  return Buffer.concat([Buffer.from([CATALOGUE]), Buffer.from(namespace, "utf8")]);
}

export const CATALOGUE_RANGE: KeyRange = { low: Buffer.from([CATALOGUE]), high: Buffer.from([CATALOGUE + 1]) };
export const GARBAGE_RANGE: KeyRange = { low: Buffer.from([GARBAGE]), high: Buffer.from([GARBAGE + 1]) };

/** Marks a prefix whose entries belong to nothing any more and are to be deleted little by little. */
export function garbageKey(prefix: Buffer): Buffer {
  return Buffer.concat([Buffer.from([GARBAGE]), prefix]);
}

export function documentPrefix(collectionId: number): Buffer {
  return numbered(DOCUMENT, collectionId);
}

export function indexPrefix(indexId: number): Buffer {
  return numbered(INDEX_ENTRY, indexId);
}

/** The number of the collection or index whose prefix this is. */
export function numberOf(prefix: Buffer): number {
  return prefix.readUInt32BE(1);
}

function numbered(kind: number, id: number): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix[0] = kind;
  prefix.writeUInt32BE(id, 1);
  return prefix;
}

/** The smallest key above every key that starts with these bytes. */
export function afterPrefix(prefix: Buffer): Buffer {
  const next = Buffer.from(prefix);
  for (let at = next.length - 1; at >= 0; at -= 1) {
    if (next[at] !== 0xff) {
      next[at]! += 1;
      return next.subarray(0, at + 1);
    }
  }
  throw new RangeError("no key follows a prefix of only 0xff");
}

export function prefixRange(prefix: Buffer): KeyRange {
  return { low: prefix, high: afterPrefix(prefix) };
}
