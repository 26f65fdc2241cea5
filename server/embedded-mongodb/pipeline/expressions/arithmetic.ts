import { Double, Int32, Long } from "bson";
import { addNumbers, multiplyNumbers, refuseDecimal, subtractNumbers, toInt32 } from "../../values/arithmetic.ts";
import { CommandError } from "../../values/errors.ts";
import { intOrLong, longOf, plainNumber, toDouble, toWhole } from "../../values/numbers.ts";
import { isNumber, typeOf } from "../../values/types.ts";
import { isNullish, type PlainOperator } from "../scope.ts";
import { compareInExpression } from "./conditions.ts";

const ANY = Number.POSITIVE_INFINITY;

export const arithmeticOperators: Readonly<Record<string, PlainOperator>> = {
  $add: { arity: [0, ANY], apply: add },
  $subtract: { arity: [2, 2], apply: subtract },
  $multiply: { arity: [0, ANY], apply: multiply },
  $divide: { arity: [2, 2], apply: divide },
  $mod: { arity: [2, 2], apply: modulo },
  $abs: { arity: [1, 1], apply: ([value]) => unary("$abs", value, Math.abs) },
  $floor: { arity: [1, 1], apply: ([value]) => unary("$floor", value, Math.floor) },
  $ceil: { arity: [1, 1], apply: ([value]) => unary("$ceil", value, Math.ceil) },
  $round: { arity: [1, 2], apply: round },
  $max: { arity: [1, ANY], apply: (values) => extreme(values, 1) },
  $min: { arity: [1, ANY], apply: (values) => extreme(values, -1) },
  $sum: { arity: [1, ANY], apply: (values) => sumOf(flattened(values)) },
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

function multiply(values: readonly unknown[]): unknown {
  if (values.some(isNullish)) return null;
  return values.reduce((product, value) => {
    if (!isNumber(value)) throw new CommandError(14, `$multiply only supports numeric types, not ${typeOf(value)}`);
    return multiplyNumbers(product, value) ?? new Double(toDouble(product) * toDouble(value));
  }, new Int32(1));
}

function divide([a, b]: readonly unknown[]): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b))
    throw new CommandError(14, `$divide only supports numeric types, not ${typeOf(a)} and ${typeOf(b)}`);
  refuseDecimal(a, b);
  if (toDouble(b) === 0) throw new CommandError(2, "can't $divide by zero");
  return new Double(toDouble(a) / toDouble(b));
}

function modulo([a, b]: readonly unknown[]): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b))
    throw new CommandError(16611, `$mod only supports numeric types, not ${typeOf(a)} and ${typeOf(b)}`);
  refuseDecimal(a, b);
  if (toDouble(b) === 0) throw new CommandError(16610, "can't $mod by zero");
  if (typeOf(a) === "double" || typeOf(b) === "double") return new Double(toDouble(a) % toDouble(b));
  const rest = BigInt(plainNumber(a)) % BigInt(plainNumber(b));
  return typeOf(a) === "int" && typeOf(b) === "int" ? intOrLong(rest) : longOf(rest);
}

function unary(name: string, value: unknown, apply: (plain: number) => number): unknown {
  if (isNullish(value)) return null;
  if (!isNumber(value)) throw new CommandError(28765, `${name} only supports numeric types, not ${typeOf(value)}`);
  refuseDecimal(value);
  if (typeOf(value) === "double") return new Double(apply(toDouble(value)));
  if (name !== "$abs") return value;
  const whole = BigInt(plainNumber(value));
  const result = whole < 0n ? -whole : whole;
  const absolute = typeOf(value) === "int" ? intOrLong(result) : longOf(result);
  if (absolute === undefined) throw new CommandError(28680, "can't take $abs of long long min");
  return absolute;
}

function round([value, place]: readonly unknown[]): unknown {
  if (isNullish(value) || place === null) return null;
  if (!isNumber(value)) throw new CommandError(51081, `$round only supports numeric types, not ${typeOf(value)}`);
  refuseDecimal(value);
  const digits = place === undefined ? 0 : isNumber(place) ? toInt32(place) : undefined;
  if (digits === undefined) throw new CommandError(51082, "precision argument to $round must be an integral value");
  if (digits < -20 || digits > 100)
    throw new CommandError(51083, "cannot apply $round with precision outside of -20 to 100");
  if (typeOf(value) === "double") return new Double(roundHalfEven(toDouble(value), digits));
  if (digits >= 0) return value;
  const unit = 10n ** BigInt(-digits);
  const whole = BigInt(plainNumber(value));
  const rest = ((whole % unit) + unit) % unit;
  const below = whole - rest;
  const up = rest * 2n > unit || (rest * 2n === unit && (below / unit) % 2n !== 0n);
  const result = up ? below + unit : below;
  return typeOf(value) === "int" ? intOrLong(result) : (longOf(result) ?? new Double(Number(result)));
}

function roundHalfEven(value: number, digits: number): number {
  if (!Number.isFinite(value)) return value;
  if (digits > 0) {
    const scaled = Number(`${value}e${digits}`);
    if (Number.isNaN(scaled)) return Number(value.toFixed(Math.min(digits, 100)));
    return Number(`${roundHalfEven(scaled, 0)}e-${digits}`);
  }
  const scale = 10 ** -digits;
  const scaled = value / scale;
  const below = Math.floor(scaled);
  const rest = scaled - below;
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return (up ? below + 1 : below) * scale;
}

/** One argument that is an array stands for its elements. */
function flattened(values: readonly unknown[]): readonly unknown[] {
  const [only] = values;
  return values.length === 1 && Array.isArray(only) ? only : values;
}

function extreme(values: readonly unknown[], sign: 1 | -1): unknown {
  let best: unknown = null;
  for (const value of flattened(values)) {
    if (isNullish(value)) continue;
    if (best === null || compareInExpression(value, best) * sign > 0) best = value;
  }
  return best;
}

/** The whole number of an argument such as a position. Throws CommandError with the given number. */
export function wholeArgument(value: unknown, code: number, what: string): number {
  const whole = isNumber(value) ? toWhole(value) : undefined;
  const plain = Number(whole);
  if (whole === undefined || (plain | 0) !== plain)
    throw new CommandError(code, `${what} must be a 32-bit whole number`);
  return plain;
}
