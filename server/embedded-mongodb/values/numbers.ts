import { Decimal128, Double, Int32, Long } from "bson";

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

/** The number a value stands for: a bigint where a double could not hold it. Not for Decimal128. */
export function plainNumber(value: unknown): number | bigint {
  if (typeof value === "number") return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  const whole = typeof value === "bigint" ? value : (value as Long).toBigInt();
  const near = Number(whole);
  return Number.isSafeInteger(near) ? near : whole;
}

/** As a double; Decimal128 and large int64 are rounded. */
export function toDouble(value: unknown): number {
  return value instanceof Decimal128 ? Number(value.toString()) : Number(plainNumber(value));
}

/** As a bigint if the value is a whole number, else undefined. */
export function toWhole(value: unknown): bigint | undefined {
  if (value instanceof Decimal128) return toWhole(new Double(toDouble(value)));
  const plain = plainNumber(value);
  if (typeof plain === "bigint") return plain;
  return Number.isInteger(plain) ? BigInt(plain) : undefined;
}

/** An int64 from a bigint, or undefined outside of the range. */
export function longOf(whole: bigint): Long | undefined {
  return whole < INT64_MIN || whole > INT64_MAX ? undefined : Long.fromBigInt(whole);
}

/** The smallest of int32 and int64 that holds the number, or undefined outside of int64. */
export function intOrLong(whole: bigint): Int32 | Long | undefined {
  const near = Number(whole);
  return (near | 0) === near ? new Int32(near) : longOf(whole);
}

/** Compares two numbers of any type by their exact values; NaN is the lowest and equals itself. */
export function compareNumbers(a: unknown, b: unknown): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareDecimals(a, b);
  const left = plainNumber(a);
  const right = plainNumber(b);
  // JavaScript compares a number with a bigint exactly.
  if (left < right) return -1;
  if (left > right) return 1;
  if (left === right) return 0;
  const leftNaN = Number.isNaN(left);
  const rightNaN = Number.isNaN(right);
  return leftNaN === rightNaN ? 0 : leftNaN ? -1 : 1;
}

function compareDecimals(a: unknown, b: unknown): number {
  const left = toDouble(a);
  const right = toDouble(b);
  if (!Number.isFinite(left) || !Number.isFinite(right)) {
    const byDouble = compareNumbers(left, right);
    if (byDouble !== 0 || Number.isNaN(left)) return byDouble;
  }
  const x = fractionOf(a);
  const y = fractionOf(b);
  if (x === undefined || y === undefined) return compareNumbers(left, right);
  const lhs = x.top * y.bottom;
  const rhs = y.top * x.bottom;
  return lhs < rhs ? -1 : lhs > rhs ? 1 : 0;
}

function fractionOf(value: unknown): { top: bigint; bottom: bigint } | undefined {
  if (value instanceof Decimal128) {
    const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(value.toString());
    if (match === null) return undefined;
    const decimals = match[3] ?? "";
    const exponent = Number(match[4] ?? 0) - decimals.length;
    const digits = BigInt(`${match[1] ?? ""}${match[2] ?? "0"}${decimals}`);
    return exponent >= 0
      ? { top: digits * 10n ** BigInt(exponent), bottom: 1n }
      : { top: digits, bottom: 10n ** BigInt(-exponent) };
  }
  const plain = plainNumber(value);
  if (typeof plain === "bigint") return { top: plain, bottom: 1n };
  if (!Number.isFinite(plain)) return undefined;
  let scaled = plain;
  let doublings = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    doublings += 1;
  }
  return { top: BigInt(scaled), bottom: 2n ** BigInt(doublings) };
}
