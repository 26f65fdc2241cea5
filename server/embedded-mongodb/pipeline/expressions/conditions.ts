import { CommandError } from "../../values/errors.ts";
import { compareValues } from "../../values/order.ts";
import { isDoc, typeOf } from "../../values/types.ts";
import { type Compile, type Expression, isTruthy, type PlainOperator, type SpecialOperator } from "../scope.ts";

/** The order of values in expressions: a missing field is below null here, and above MinKey. */
export function compareInExpression(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) {
    if (a === b) return 0;
    const order = typeOf(a === undefined ? b : a) === "minKey" ? 1 : -1;
    return a === undefined ? order : -order;
  }
  return Math.sign(compareValues(a, b));
}

function comparison(holds: (order: number) => boolean): PlainOperator {
  return { arity: [2, 2], apply: ([a, b]) => holds(compareInExpression(a, b)) };
}

export const comparisonOperators: Readonly<Record<string, PlainOperator>> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $not: { arity: [1, 1], apply: ([value]) => !isTruthy(value) },
};

export const conditionSpecials: Readonly<Record<string, SpecialOperator>> = {
  $and: (operand, compile) => {
    const args = listOf(operand, compile);
    return (scope) => args.every((argument) => isTruthy(argument(scope)));
  },
  $or: (operand, compile) => {
    const args = listOf(operand, compile);
    return (scope) => args.some((argument) => isTruthy(argument(scope)));
  },
  $ifNull: (operand, compile) => {
    const args = listOf(operand, compile);
    const last = args.at(-1);
    if (args.length < 2 || last === undefined) {
      throw new CommandError(1257300, `$ifNull needs at least two arguments, had: ${args.length}`);
    }
    return (scope) => {
      for (const argument of args.slice(0, -1)) {
        const value = argument(scope);
        if (value !== null && value !== undefined) return value;
      }
      return last(scope);
    };
  },
  $cond: compileCond,
};

function listOf(operand: unknown, compile: Compile): Expression[] {
  return (Array.isArray(operand) ? operand : [operand]).map((argument) => compile(argument));
}

function compileCond(operand: unknown, compile: Compile): Expression {
  let parts: unknown[];
  if (isDoc(operand)) {
    for (const name of Object.keys(operand)) {
      if (!["if", "then", "else"].includes(name))
        throw new CommandError(17083, `Unrecognized parameter to $cond: ${name}`);
    }
    const missing = ["if", "then", "else"].findIndex((name) => !Object.hasOwn(operand, name));
    if (missing >= 0)
      throw new CommandError(17080 + missing, `Missing '${["if", "then", "else"][missing]}' parameter to $cond`);
    parts = [operand.if, operand.then, operand.else];
  } else {
    parts = Array.isArray(operand) ? operand : [operand];
  }
  if (parts.length !== 3) {
    throw new CommandError(16020, `Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`);
  }
  const [condition, yes, no] = parts.map((part) => compile(part)) as [Expression, Expression, Expression];
  return (scope) => (isTruthy(condition(scope)) ? yes(scope) : no(scope));
}
