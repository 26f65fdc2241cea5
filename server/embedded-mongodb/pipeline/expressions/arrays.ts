import { countValue, toInt32 } from "../../values/arithmetic.ts";
import type { Doc } from "../../values/decode.ts";
import { CommandError } from "../../values/errors.ts";
import { equalValues } from "../../values/order.ts";
import { isDoc, isNumber, typeOf } from "../../values/types.ts";
import {
  type Compile,
  type Expression,
  isNullish,
  type PlainOperator,
  type Scope,
  type SpecialOperator,
} from "../scope.ts";
import { wholeArgument } from "./arithmetic.ts";
import { compareInExpression } from "./conditions.ts";

const ANY = Number.POSITIVE_INFINITY;

export const arrayOperators: Readonly<Record<string, PlainOperator>> = {
  $isArray: { arity: [1, 1], apply: ([value]) => Array.isArray(value) },
  $size: { arity: [1, 1], apply: ([value]) => countValue(arrayOf(value, 17124, "$size").length) },
  $in: {
    arity: [2, 2],
    apply: ([value, list]) => arrayOf(list, 40081, "$in").some((element) => compareInExpression(element, value) === 0),
  },
  $arrayElemAt: { arity: [2, 2], apply: elementAt },
  $first: { arity: [1, 1], apply: ([value]) => (isNullish(value) ? null : arrayOf(value, 28689, "$first")[0]) },
  $last: { arity: [1, 1], apply: ([value]) => (isNullish(value) ? null : arrayOf(value, 28689, "$last").at(-1)) },
  $slice: { arity: [2, 3], apply: slice },
  $concatArrays: {
    arity: [0, ANY],
    apply: (values) =>
      values.some(isNullish) ? null : values.flatMap((value) => arrayOf(value, 28664, "$concatArrays")),
  },
  $setUnion: {
    arity: [0, ANY],
    apply: (values) =>
      values.some(isNullish) ? null : distinct(values.flatMap((value) => arrayOf(value, 17043, "$setUnion"))),
  },
  $setIntersection: { arity: [0, ANY], apply: intersection },
};

export const arraySpecials: Readonly<Record<string, SpecialOperator>> = {
  $filter: compileArrayFilter,
  $map: compileMap,
  $reduce: compileReduce,
};

function arrayOf(value: unknown, code: number, name: string): unknown[] {
  if (!Array.isArray(value)) throw new CommandError(code, `${name} needs an array, found: ${typeOf(value)}`);
  return value;
}

function elementAt([list, position]: readonly unknown[]): unknown {
  if (isNullish(list) || isNullish(position)) return null;
  const array = arrayOf(list, 28689, "$arrayElemAt");
  if (!isNumber(position))
    throw new CommandError(28690, `$arrayElemAt's second argument must be a number, but is ${typeOf(position)}`);
  return array.at(wholeArgument(position, 28691, "$arrayElemAt's second argument"));
}

function slice([list, first, second]: readonly unknown[]): unknown {
  if (isNullish(list) || isNullish(first) || second === null) return null;
  const array = arrayOf(list, 28724, "First argument to $slice");
  const a = wholeArgument(first, 28725, "Second argument to $slice");
  if (second === undefined) return a < 0 ? array.slice(a) : array.slice(0, a);
  const count = wholeArgument(second, 28727, "Third argument to $slice");
  if (count <= 0) throw new CommandError(28729, "Third argument to $slice must be positive");
  const start = a < 0 ? Math.max(0, array.length + a) : a;
  return array.slice(start, start + count);
}

/** The distinct values, in the order of their first appearance. */
function distinct(values: readonly unknown[]): unknown[] {
  const result: unknown[] = [];
  for (const value of values) if (!result.some((known) => equalValues(known, value))) result.push(value);
  return result;
}

function intersection(values: readonly unknown[]): unknown {
  if (values.some(isNullish)) return null;
  const [first = [], ...others] = values.map((value) => arrayOf(value, 17047, "$setIntersection"));
  return distinct(first).filter((value) =>
    others.every((other) => other.some((element) => equalValues(element, value))),
  );
}

type Arguments = { name: string; required: readonly string[]; optional: readonly string[] };

function namedArguments(operand: unknown, { name, required, optional }: Arguments, code: number): Doc {
  if (!isDoc(operand)) throw new CommandError(code, `${name} only supports an object as its argument`);
  for (const key of Object.keys(operand)) {
    if (![...required, ...optional].includes(key))
      throw new CommandError(code + 1, `Unrecognized parameter to ${name}: ${key}`);
  }
  for (const key of required) {
    if (!Object.hasOwn(operand, key)) throw new CommandError(code + 2, `Missing '${key}' parameter to ${name}`);
  }
  return operand;
}

function variableName(value: unknown): string {
  if (value === undefined) return "this";
  if (typeof value !== "string" || !/^[a-z][A-Za-z0-9_]*$/.test(value)) {
    throw new CommandError(9, `'${String(value)}' is not a valid variable name`);
  }
  return value;
}

function withVariables(scope: Scope, variables: Readonly<Record<string, unknown>>): Scope {
  return { ...scope, variables: { ...scope.variables, ...variables } };
}

function compileArrayFilter(operand: unknown, compile: Compile): Expression {
  const args = namedArguments(
    operand,
    { name: "$filter", required: ["input", "cond"], optional: ["as", "limit"] },
    28646,
  );
  const input = compile(args.input);
  const name = variableName(args.as);
  const condition = compile({ $not: [args.cond] }, [name]);
  const limit = Object.hasOwn(args, "limit") ? compile(args.limit) : undefined;
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    const kept = arrayOf(array, 28651, "input to $filter").filter(
      (element) => condition(withVariables(scope, { [name]: element })) === false,
    );
    const most = limit?.(scope);
    if (isNullish(most)) return kept;
    const count = isNumber(most) ? toInt32(most) : undefined;
    if (count === undefined || count < 1) throw new CommandError(327392, "$filter: limit must be greater than 0");
    return kept.slice(0, count);
  };
}

function compileMap(operand: unknown, compile: Compile): Expression {
  const args = namedArguments(operand, { name: "$map", required: ["input", "in"], optional: ["as"] }, 16878);
  const input = compile(args.input);
  const name = variableName(args.as);
  const result = compile(args.in, [name]);
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    return arrayOf(array, 16883, "input to $map").map(
      (element) => result(withVariables(scope, { [name]: element })) ?? null,
    );
  };
}

function compileReduce(operand: unknown, compile: Compile): Expression {
  const args = namedArguments(
    operand,
    { name: "$reduce", required: ["input", "initialValue", "in"], optional: [] },
    40075,
  );
  const input = compile(args.input);
  const initial = compile(args.initialValue);
  const step = compile(args.in, ["this", "value"]);
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    return arrayOf(array, 40080, "input to $reduce").reduce(
      (value: unknown, element) => step(withVariables(scope, { this: element, value })),
      initial(scope),
    );
  };
}
