import { Decimal128, Double, Int32, type Long } from "bson";
import { CommandError } from "./errors.ts";
import { intOrLong, longOf, plainNumber, toDouble, toWhole } from "./numbers.ts";
import { typeOf } from "./types.ts";

type Operation = { ofWhole(a: bigint, b: bigint): bigint; ofDouble(a: number, b: number): number };

const SUM: Operation = { ofWhole: (a, b) => a + b, ofDouble: (a, b) => a + b };
const DIFFERENCE: Operation = { ofWhole: (a, b) => a - b, ofDouble: (a, b) => a - b };
const PRODUCT: Operation = { ofWhole: (a, b) => a * b, ofDouble: (a, b) => a * b };

/**
 * a + b with MongoDB's widening: a double makes a double, two int32 make an int32 or, if too large, an int64. Beyond
 * int64 the result is undefined. Throws CommandError 115 for Decimal128.
 */
export function addNumbers(a: unknown, b: unknown): Int32 | Long | Double | undefined {
  return combine(SUM, a, b);
}

/** a − b, as `addNumbers`. */
export function subtractNumbers(a: unknown, b: unknown): Int32 | Long | Double | undefined {
  return combine(DIFFERENCE, a, b);
}

/** a × b, as `addNumbers`. */
export function multiplyNumbers(a: unknown, b: unknown): Int32 | Long | Double | undefined {
  return combine(PRODUCT, a, b);
}

function combine(operation: Operation, a: unknown, b: unknown): Int32 | Long | Double | undefined {
  refuseDecimal(a, b);
  if (typeOf(a) === "double" || typeOf(b) === "double") {
    return new Double(operation.ofDouble(toDouble(a), toDouble(b)));
  }
  const whole = operation.ofWhole(BigInt(plainNumber(a)), BigInt(plainNumber(b)));
  return typeOf(a) === "int" && typeOf(b) === "int" ? intOrLong(whole) : longOf(whole);
}

/** Throws CommandError 115 if one of the operands is a Decimal128: this store does not calculate with them. */
export function refuseDecimal(...operands: readonly unknown[]): void {
  if (operands.some((operand) => operand instanceof Decimal128)) {
    throw new CommandError(115, "arithmetic with Decimal128 is not supported by this server");
  }
}

/** The int32 a whole number stands for; undefined for other values and outside of the range. */
export function toInt32(value: unknown): number | undefined {
  const whole = toWhole(value);
  const near = Number(whole);
  return whole !== undefined && (near | 0) === near ? near : undefined;
}

/** A JavaScript whole number as the int32 of a reply, or int64 beyond. */
export function countValue(count: number): Int32 | Long {
  return intOrLong(BigInt(count)) ?? new Int32(0);
}
