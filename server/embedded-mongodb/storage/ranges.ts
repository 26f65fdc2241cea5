import { BSONRegExp } from "bson";
import type { PathBounds } from "../query/bounds.ts";
import { CommandError } from "../values/errors.ts";
import { encodeValue, typeBracketBounds } from "../values/key.ts";
import type { Index, IndexField } from "./catalogue.ts";
import { afterPrefix, type KeyRange, MAX_INDEX_VALUE_BYTES, PREFIX_BYTES, prefixRange } from "./keys.ts";

/** Where the entries of an index are cut. */
const MOST_BYTES = PREFIX_BYTES + MAX_INDEX_VALUE_BYTES;

/** The encoding of a value in a key, or undefined if it has none and so cannot be looked up. */
export function encodePoint(value: unknown, descending: boolean): Buffer | undefined {
  try {
    return encodeValue(value, descending);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/** Whether a path is bound to one value or several: the points to look up, or undefined. */
export function pointsOf(bounds: PathBounds, descending: boolean): Buffer[] | undefined {
  const wanted = Object.hasOwn(bounds, "eq") ? [bounds.eq] : bounds.in;
  if (wanted === undefined) return undefined;
  const points = new Map<string, Buffer>();
  for (const value of wanted) {
    const point = encodePoint(value, descending);
    if (point === undefined) return undefined;
    points.set(point.toString("latin1"), point);
  }
  return [...points.values()];
}

/** Whether a condition on a path cannot be met by a document without the path, nor by null. */
export function excludesMissing(bounds: PathBounds | undefined): boolean {
  if (bounds === undefined) return false;
  if (Object.hasOwn(bounds, "eq") && bounds.eq !== null) return true;
  if (bounds.in?.every((value) => value !== null)) return true;
  return bounds.low !== undefined || bounds.high !== undefined;
}

/** The keys under `prefix` whose next component lies within the bounds, or undefined if the bounds give no range. */
export function fieldRange(prefix: Buffer, field: IndexField, bounds: PathBounds | undefined): KeyRange | undefined {
  const low = bounds?.low;
  const high = bounds?.high;
  const side = low ?? high;
  if (side === undefined || prefix.length >= MOST_BYTES) return undefined;
  const bracket = bracketRange(prefix, side.value, field.descending);
  if (low !== undefined && high !== undefined && typeBracket(low.value) !== typeBracket(high.value)) {
    return fieldRange(prefix, field, { low, exactScalar: false });
  }
  const above = low === undefined ? undefined : cut(prefix, low.value, field.descending);
  const below = high === undefined ? undefined : cut(prefix, high.value, field.descending);
  if (above === null || below === null) return undefined;
  const [first, last] = field.descending ? [below, above] : [above, below];
  const firstInclusive = field.descending ? high?.inclusive : low?.inclusive;
  const lastInclusive = field.descending ? low?.inclusive : high?.inclusive;
  return {
    low:
      first === undefined
        ? bracket.low
        : firstInclusive === true || first.truncated
          ? first.key
          : afterPrefix(first.key),
    high:
      last === undefined ? bracket.high : lastInclusive === true || last.truncated ? afterPrefix(last.key) : last.key,
  };
}

/**
 * The keys under `prefix` whose next component begins with a string, and those of regular expressions, which a pattern
 * equals. None where that would be cut.
 */
export function startRanges(prefix: Buffer, descending: boolean, start: string): KeyRange[] {
  const end = successorOf(start);
  const strings =
    end === undefined
      ? undefined
      : fieldRange(
          prefix,
          { path: "", descending },
          { low: { value: start, inclusive: true }, high: { value: end, inclusive: false }, exactScalar: false },
        );
  return strings === undefined ? [] : [strings, bracketRange(prefix, new BSONRegExp(""), descending)];
}

/** The first string after all that begin with `start`, in the order of their code points; undefined: there is none. */
function successorOf(start: string): string | undefined {
  const points = [...start];
  const last = points.pop()?.codePointAt(0);
  if (last === undefined || last >= 0x10ffff) return undefined;
  // What lies between are surrogates, which stand for no character.
  return points.join("") + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
}

/** Where a bound lies among the keys; null if the value has no encoding. Truncated as the entries themselves are. */
function cut(prefix: Buffer, value: unknown, descending: boolean): { key: Buffer; truncated: boolean } | null {
  const point = encodePoint(value, descending);
  return point === undefined ? null : truncate(Buffer.concat([prefix, point]));
}

function truncate(key: Buffer): { key: Buffer; truncated: boolean } {
  return key.length > MOST_BYTES ? { key: key.subarray(0, MOST_BYTES), truncated: true } : { key, truncated: false };
}

/** All keys that begin with the given components. */
export function pointRange(index: Index, components: readonly Buffer[]): KeyRange {
  return prefixRange(truncate(Buffer.concat([index.prefix, ...components])).key);
}

function bracketRange(prefix: Buffer, value: unknown, descending: boolean): KeyRange {
  const { low, high } = typeBracketBounds(value);
  if (!descending) return { low: Buffer.concat([prefix, low]), high: Buffer.concat([prefix, high]) };
  const first = Buffer.from([255 - low[0]!]);
  return prefixRange(Buffer.concat([prefix, first]));
}

function typeBracket(value: unknown): number {
  return typeBracketBounds(value).low[0]!;
}
