import { compileElementTest, compileFilter, isOperatorDoc } from "../query/filter.ts";
import { isListed, PUSH_MODIFIERS } from "../query/operators.ts";
import { toInt32 } from "../values/arithmetic.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { toDouble } from "../values/numbers.ts";
import { compareValues, equalValues } from "../values/order.ts";
import { getField, isDoc, isNumber, typeOf } from "../values/types.ts";
import type { LeafNode } from "./tree.ts";

type Apply = LeafNode["apply"];

/** `$push`: one value, or {$each, $position, $slice, $sort}: inserted, then sorted, then cut. */
export function compilePush(path: string, operand: unknown): Apply {
  const modifiers = isDoc(operand) && Object.hasOwn(operand, "$each") ? operand : undefined;
  if (modifiers === undefined) {
    refuseDollar(operand);
    return (current) => [...arrayAt(path, current, "must be an array but is"), operand];
  }
  for (const name of Object.keys(modifiers)) {
    if (!isListed(PUSH_MODIFIERS, name)) throw new CommandError(2, `Unrecognized clause in $push: ${name}`);
  }
  const values = modifiers.$each;
  if (!Array.isArray(values)) {
    throw new CommandError(2, `The argument to $each in $push must be an array but it was of type: ${typeOf(values)}`);
  }
  const position = wholeModifier(modifiers, "$position");
  const slice = wholeModifier(modifiers, "$slice");
  const compare = Object.hasOwn(modifiers, "$sort") ? compileArraySort(modifiers.$sort) : undefined;
  return (current) => {
    let result = [...arrayAt(path, current, "must be an array but is")];
    result.splice(position ?? result.length, 0, ...values);
    if (compare !== undefined) result.sort(compare);
    if (slice !== undefined) result = slice < 0 ? result.slice(slice) : result.slice(0, slice);
    return result;
  };
}

function wholeModifier(modifiers: Doc, name: "$position" | "$slice"): number | undefined {
  if (!Object.hasOwn(modifiers, name)) return undefined;
  const whole = isNumber(modifiers[name]) ? toInt32(modifiers[name]) : undefined;
  if (whole === undefined) {
    throw new CommandError(
      2,
      `The value for ${name} must be an integer value but was given type: ${typeOf(modifiers[name])}`,
    );
  }
  return whole;
}

function refuseDollar(value: unknown): void {
  if (!isDoc(value)) return;
  const name = Object.keys(value).find((key) => key.startsWith("$"));
  if (name !== undefined && !["$ref", "$id", "$db"].includes(name)) {
    throw new CommandError(52, `The dollar ($) prefixed field '${name}' is not valid for storage.`);
  }
}

function compileArraySort(spec: unknown): (a: unknown, b: unknown) => number {
  if (!isDoc(spec)) {
    const sign = directionOf(spec);
    return (a, b) => compareValues(a, b) * sign;
  }
  const fields = Object.entries(spec).map(([path, direction]) => {
    if (path === "" || path.split(".").includes(""))
      throw new CommandError(2, "The $sort field is a dotted field but has an empty part");
    return { parts: path.split("."), sign: directionOf(direction) };
  });
  if (fields.length === 0) throw new CommandError(2, "The $sort pattern is empty when it should be a set of fields.");
  return (a, b) => {
    for (const { parts, sign } of fields) {
      const order = compareValues(fieldAt(a, parts), fieldAt(b, parts)) * sign;
      if (order !== 0) return order;
    }
    return 0;
  };
}

function directionOf(value: unknown): number {
  const direction = isNumber(value) ? toDouble(value) : undefined;
  if (direction !== 1 && direction !== -1) throw new CommandError(2, "The $sort element value must be either 1 or -1");
  return direction;
}

function fieldAt(value: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>((inner, part) => (isDoc(inner) ? getField(inner, part) : undefined), value);
}

function arrayAt(path: string, current: unknown, complaint: string): unknown[] {
  if (current === undefined) return [];
  if (!Array.isArray(current)) throw new CommandError(2, `The field '${path}' ${complaint} of type ${typeOf(current)}`);
  return current;
}

/** `$addToSet`: one value or {$each}; what is there already is not added, what was twice there stays. */
export function compileAddToSet(path: string, operand: unknown): Apply {
  let values: unknown[] = [operand];
  if (isDoc(operand) && Object.keys(operand)[0] === "$each") {
    const each = operand.$each;
    if (!Array.isArray(each)) {
      throw new CommandError(
        14,
        `The argument to $each in $addToSet must be an array but it was of type ${typeOf(each)}`,
      );
    }
    if (Object.keys(operand).length > 1) throw new CommandError(2, "Found unexpected fields after $each in $addToSet");
    values = each;
  } else {
    refuseDollar(operand);
  }
  return (current) => {
    const result = [...arrayAt(path, current, "cannot take $addToSet: it is")];
    for (const value of values) if (!result.some((known) => equalValues(known, value))) result.push(value);
    return result;
  };
}

/** `$pull`: elements equal to a value, or matching a condition ({$gt: …}, a pattern, or a query of sub-documents). */
export function compilePull(operand: unknown): Apply {
  const matches = elementMatcher(operand);
  return (current) => without("$pull", current, matches);
}

function elementMatcher(operand: unknown): (element: unknown) => boolean {
  if (isDoc(operand) && !isOperatorDoc(operand)) {
    const filter = compileFilter(operand);
    return (element) => isDoc(element) && filter.test(element);
  }
  if (isOperatorDoc(operand) || typeOf(operand) === "regex") {
    const logical = isDoc(operand) && ["$and", "$or", "$nor"].includes(Object.keys(operand)[0] ?? "");
    if (logical) return compileElementTest(operand);
    const filter = compileFilter({ element: operand });
    return (element) => filter.test({ element });
  }
  return (element) => equalValues(element, operand);
}

/** `$pullAll`: elements equal to one of the values. */
export function compilePullAll(operand: unknown): Apply {
  if (!Array.isArray(operand))
    throw new CommandError(2, `$pullAll requires an array argument but was given a ${typeOf(operand)}`);
  return (current) => without("$pullAll", current, (element) => operand.some((value) => equalValues(value, element)));
}

function without(operator: string, current: unknown, matches: (element: unknown) => boolean): unknown {
  if (current === undefined) return undefined;
  if (!Array.isArray(current)) throw new CommandError(2, `Cannot apply ${operator} to a non-array value`);
  const rest = current.filter((element) => !matches(element));
  return rest.length === current.length ? current : rest;
}

/** `$pop`: the last element (1) or the first (-1). */
export function compilePop(path: string, operand: unknown): Apply {
  const end = isNumber(operand) ? toDouble(operand) : undefined;
  if (end !== 1 && end !== -1) throw new CommandError(9, "$pop expects 1 or -1");
  return (current) => {
    if (current === undefined) return undefined;
    if (!Array.isArray(current))
      throw new CommandError(14, `Path '${path}' contains an element of non-array type '${typeOf(current)}'`);
    if (current.length === 0) return current;
    return end === 1 ? current.slice(0, -1) : current.slice(1);
  };
}
