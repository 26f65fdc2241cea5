import type { Doc } from "../values/decode.ts";
import { toDouble } from "../values/numbers.ts";
import { isNumber } from "../values/types.ts";

/** What an expression is evaluated on: a document, and the time of the command. */
export type Scope = { root: Doc; now: Date };

/** A compiled expression; undefined stands for a missing field. */
export type Expression = (scope: Scope) => unknown;

/** Compiles a part of an expression. */
export type Compile = (spec: unknown) => Expression;

/** An operator with its own reading of the operand, for instance one that evaluates only a branch. */
export type SpecialOperator = (operand: unknown, compile: Compile) => Expression;

/** An operator of evaluated arguments. `arity` is the least and the greatest number of them. */
export type PlainOperator = {
  arity: readonly [number, number];
  apply(values: readonly unknown[]): unknown;
};

/** Null and missing, which most operators answer with null. */
export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** False for null, missing, false and zero; an empty string, NaN and everything else is true. */
export function isTruthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return false;
  return !isNumber(value) || toDouble(value) !== 0;
}
