import { Double, Int32, Long } from "bson";
import { addNumbers, subtractNumbers } from "../../values/arithmetic.ts";
import { CommandError } from "../../values/errors.ts";
import { toDouble } from "../../values/numbers.ts";
import { isNumber, typeOf } from "../../values/types.ts";
import { isNullish, type PlainOperator } from "../scope.ts";

const ANY = Number.POSITIVE_INFINITY;

export const arithmeticOperators: Readonly<Record<string, PlainOperator>> = {
  $add: { arity: [0, ANY], apply: add },
  $subtract: { arity: [2, 2], apply: subtract },
};

/** The sum of the numbers among the values; others count nothing. An int sum beyond int64 becomes a double. */
export function sumOf(values: readonly unknown[]): unknown {
  let total: unknown = new Int32(0);
  for (const value of values) if (isNumber(value)) total = plus(total, value);
  return total;
}

function plus(a: unknown, b: unknown): unknown {
  return addNumbers(a, b) ?? new Double(toDouble(a) + toDouble(b));
}

function add(values: readonly unknown[]): unknown {
  if (values.some(isNullish)) return null;
  let total: unknown = new Int32(0);
  let date = false;
  for (const value of values) {
    if (value instanceof Date) {
      if (date) throw new CommandError(16612, "only one date allowed in an $add expression");
      date = true;
      total = plus(total, Long.fromNumber(value.getTime()));
    } else {
      if (!isNumber(value))
        throw new CommandError(14, `$add only supports numeric or date types, not ${typeOf(value)}`);
      total = plus(total, value);
    }
  }
  return date ? new Date(Math.round(toDouble(total))) : total;
}

function subtract([a, b]: readonly unknown[]): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof Date) {
    if (b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
    if (isNumber(b)) return new Date(Math.round(a.getTime() - toDouble(b)));
  } else if (isNumber(a) && isNumber(b)) {
    return subtractNumbers(a, b) ?? new Double(toDouble(a) - toDouble(b));
  }
  throw new CommandError(14, `can't $subtract ${typeOf(b)} from ${typeOf(a)}`);
}
