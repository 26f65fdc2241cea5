import { CommandError } from "../values/errors.ts";
import { plainNumber, toDouble } from "../values/numbers.ts";
import { compareValues } from "../values/order.ts";
import { isNumber, rankOf, regexOf, typeOf } from "../values/types.ts";
import { compileRegex } from "./regex.ts";

/** A predicate over one value; undefined stands for a missing field. */
export type ValueTest = (value: unknown) => boolean;

export type RangeOperator = "$gt" | "$gte" | "$lt" | "$lte";

/** `$eq`: also null for missing; a regular expression equals only itself. */
export function equals(operand: unknown): ValueTest {
  const type = typeOf(operand);
  if (type === "string" || type === "bool") return (value) => value === operand;
  return (value) => compareValues(value, operand) === 0;
}

/** `$gt` and its kin: only values of the operand's own type bracket; NaN is only equal to NaN. */
export function inRange(operator: RangeOperator, operand: unknown): ValueTest {
  const type = typeOf(operand);
  if (type === "regex") throw new CommandError(2, `Can't have RegEx as arg to predicate over field (${operator})`);
  const allowsEqual = operator === "$gte" || operator === "$lte";
  const wanted = operator === "$gt" || operator === "$gte" ? 1 : -1;
  const test = (value: unknown): boolean => {
    const order = compareValues(value, operand);
    return order === 0 ? allowsEqual : order > 0 === wanted > 0;
  };
  // The two ends of the order are compared with every type.
  if (type === "minKey" || type === "maxKey") return test;
  const rank = rankOf(type);
  if (!isNumber(operand)) return (value) => rankOf(typeOf(value)) === rank && test(value);
  const operandIsNaN = isNaNValue(operand);
  return (value) => isNumber(value) && isNaNValue(value) === operandIsNaN && test(value);
}

function isNaNValue(value: unknown): boolean {
  return Number.isNaN(toDouble(value));
}

/** `$in`: equality with one of the values, or a match of one of the regular expressions. */
export function isOneOf(operands: readonly unknown[]): ValueTest {
  const keys = new Set<string>();
  const tests: ValueTest[] = [];
  for (const operand of operands) {
    const key = hashKey(operand);
    if (key !== undefined) keys.add(key);
    else tests.push(typeOf(operand) === "regex" ? matchesPattern(operand) : equals(operand));
  }
  // A Decimal128 has no such text of its own, and may equal a number that has.
  const numbers = operands.filter((operand) => isNumber(operand)).map(equals);
  return (value) => {
    if (keys.size > 0) {
      const key = hashKey(value);
      if (key !== undefined && keys.has(key)) return true;
      if (key === undefined && typeOf(value) === "decimal" && numbers.some((test) => test(value))) return true;
    }
    return tests.some((test) => test(value));
  };
}

/** The same text for equal values of the frequent types; undefined for others, which are compared one by one. */
function hashKey(value: unknown): string | undefined {
  const type = typeOf(value);
  switch (type) {
    case "string":
      return `s${String(value)}`;
    case "objectId":
      return `o${String(value)}`;
    case "bool":
      return `b${String(value)}`;
    case "date":
      return `d${(value as Date).getTime()}`;
    case "int":
    case "long":
    case "double":
      return `n${plainNumber(value)}`;
    default:
      return undefined;
  }
}

/** A regular expression as the value of a field: matches strings, and the same regular expression as a value. */
export function matchesPattern(operand: unknown): ValueTest {
  const { pattern, options } = regexOf(operand);
  const regex = compileRegex(pattern, options);
  return (value) => {
    if (typeof value === "string") return regex.test(value);
    const type = typeOf(value);
    return type === "symbol" ? regex.test(String(value)) : type === "regex" && compareValues(value, operand) === 0;
  };
}
