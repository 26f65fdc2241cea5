import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, ObjectId } from "bson";

/** A document as it is decoded without promoting values: every number keeps its type. */
export type Plain = Record<string, unknown>;

export const isArray = (value: unknown): value is unknown[] => Array.isArray(value);

export function isNumeric(value: unknown): boolean {
  return value instanceof Int32 || value instanceof Double || value instanceof Long || value instanceof Decimal128;
}

/** A sub-document, as opposed to an array and to the classes of BSON values. */
export function isObject(value: unknown): value is Plain {
  return rank(value) === 4;
}

/** The place of a value's type in MongoDB's order of types; missing counts as null. */
export function rank(value: unknown): number {
  if (value === null || value === undefined) return 1;
  if (typeof value === "string") return 3;
  if (typeof value === "boolean") return 8;
  if (isArray(value)) return 5;
  if (isNumeric(value)) return 2;
  if (value instanceof Binary) return 6;
  if (value instanceof ObjectId) return 7;
  if (value instanceof Date) return 9;
  return value instanceof BSONRegExp ? 11 : 4;
}

function sign<T extends number | bigint | string | boolean>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** MongoDB's order of values. */
export function order(a: unknown, b: unknown): number {
  const kind = rank(a);
  const byRank = sign(kind, rank(b));
  if (byRank !== 0 || kind === 1) return byRank;
  switch (kind) {
    case 2:
      return orderNumbers(a, b);
    case 3:
      return Math.sign(Buffer.compare(Buffer.from(a as string), Buffer.from(b as string)));
    case 5:
      return orderLists(a as unknown[], b as unknown[]);
    case 6: {
      const [x, y] = [a as Binary, b as Binary];
      return sign(x.length(), y.length()) || sign(x.sub_type, y.sub_type) || sign(x.toString("hex"), y.toString("hex"));
    }
    case 8:
      return sign(a as boolean, b as boolean);
    case 9:
      return sign((a as Date).getTime(), (b as Date).getTime());
    case 11:
      return orderLists(
        [(a as BSONRegExp).pattern, (a as BSONRegExp).options],
        [(b as BSONRegExp).pattern, (b as BSONRegExp).options],
      );
    case 7:
      return sign((a as ObjectId).toHexString(), (b as ObjectId).toHexString());
    default:
      return orderLists(flat(a as Plain), flat(b as Plain));
  }
}

function flat(doc: Plain): unknown[] {
  return Object.entries(doc).flatMap(([name, value]) => [new Int32(rank(value)), name, value]);
}

export function orderLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const first = order(a[at], b[at]);
    if (first !== 0) return first;
  }
  return sign(a.length, b.length);
}

export function isNaNValue(value: unknown): boolean {
  return isNumeric(value) && Number.isNaN(asDouble(value));
}

/** NaN comes first and equals itself; all others by their exact values. */
function orderNumbers(a: unknown, b: unknown): number {
  const [x, y] = [asDouble(a), asDouble(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return sign(Number.isNaN(y), Number.isNaN(x));
  // Far apart the doubles decide; near each other they may have been rounded.
  if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x - y) > 1e6 + Math.abs(x) / 1e6) return sign(x, y);
  const [short, brief] = [a instanceof Int32 || a instanceof Double, b instanceof Int32 || b instanceof Double];
  return short && brief ? sign(x, y) : sign(exact(a), exact(b));
}

export function asDouble(value: unknown): number {
  return value instanceof Int32 || value instanceof Double ? value.value : Number(String(value));
}

const TWOS = 2n ** 60n;
const TENS = 10n ** 20n;

/** The value times a large number that makes every number of the generator whole. */
function exact(value: unknown): bigint {
  if (value instanceof Long) return BigInt(value.toString()) * TWOS * TENS;
  if (!(value instanceof Decimal128)) return BigInt(asDouble(value) * 2 ** 60) * TENS;
  const [digits = "", power = "0"] = value.toString().split("E");
  const [whole = "", part = ""] = digits.split(".");
  return BigInt(whole + part) * 10n ** BigInt(20 + Number(power) - part.length) * TWOS;
}

/** The same value in the same form: types of numbers and the order of fields count. */
export function identical(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const kind = rank(a);
  if (kind !== rank(b) || (a === undefined) !== (b === undefined)) return false;
  if (kind === 2) return Object.getPrototypeOf(a) === Object.getPrototypeOf(b) && sameNumber(a, b);
  if (kind === 5) {
    const [x, y] = [a as unknown[], b as unknown[]];
    return x.length === y.length && x.every((one, at) => identical(one, y[at]));
  }
  if (kind !== 4) return order(a, b) === 0;
  const [x, y] = [Object.entries(a as Plain), Object.entries(b as Plain)];
  return x.length === y.length && x.every(([name, one], at) => name === y[at]![0] && identical(one, y[at]![1]));
}

function sameNumber(a: unknown, b: unknown): boolean {
  return a instanceof Double ? Object.is(a.value, (b as Double).value) : String(a) === String(b);
}
