import { Timestamp } from "bson";
import type { UPDATE_OPERATORS } from "../query/operators.ts";
import { addNumbers, multiplyNumbers } from "../values/arithmetic.ts";
import { CommandError } from "../values/errors.ts";
import { compareValues } from "../values/order.ts";
import { isDoc, isNumber, typeOf } from "../values/types.ts";
import { compileAddToSet, compilePop, compilePull, compilePullAll, compilePush } from "./arrays.ts";
import type { LeafNode } from "./tree.ts";

type Operator = Exclude<(typeof UPDATE_OPERATORS)[number], "$rename">;

/** Compiles one operator at one path, checking its operand. $rename is not here: it has two paths. */
export function compileLeaf(operator: Operator, path: string, operand: unknown): LeafNode["apply"] {
  switch (operator) {
    case "$set":
    case "$setOnInsert":
      return () => operand;
    case "$unset":
      return () => undefined;
    case "$inc":
    case "$mul":
      return compileArithmetic(operator, path, operand);
    case "$min":
      return (current) => (current === undefined || compareValues(operand, current) < 0 ? operand : current);
    case "$max":
      return (current) => (current === undefined || compareValues(operand, current) > 0 ? operand : current);
    case "$currentDate":
      return compileCurrentDate(operand);
    case "$push":
      return compilePush(path, operand);
    case "$addToSet":
      return compileAddToSet(path, operand);
    case "$pull":
      return compilePull(operand);
    case "$pullAll":
      return compilePullAll(operand);
    case "$pop":
      return compilePop(path, operand);
    default:
      return operator satisfies never;
  }
}

function compileArithmetic(operator: "$inc" | "$mul", path: string, operand: unknown): LeafNode["apply"] {
  const verb = operator === "$inc" ? "increment" : "multiply";
  if (!isNumber(operand))
    throw new CommandError(14, `Cannot ${verb} with non-numeric argument: {${path}: ${typeOf(operand)}}`);
  const combine = operator === "$inc" ? addNumbers : multiplyNumbers;
  // A missing field counts as 0 of the operand's type.
  const absent = operator === "$inc" ? operand : multiplyNumbers(operand, 0);
  return (current, { original }) => {
    if (current === undefined) return absent;
    if (!isNumber(current)) {
      throw new CommandError(
        14,
        `Cannot apply ${operator} to a value of non-numeric type. {_id: ${String(original._id)}} has the field '${path}' of non-numeric type ${typeOf(current)}`,
      );
    }
    const result = combine(current, operand);
    if (result === undefined) {
      throw new CommandError(
        2,
        `Failed to apply ${operator} operations to current value of '${path}': outside of int64`,
      );
    }
    return result;
  };
}

function compileCurrentDate(operand: unknown): LeafNode["apply"] {
  if (typeof operand === "boolean") return (_, { now }) => now;
  if (!isDoc(operand)) throw new CommandError(2, `${typeOf(operand)} is not valid type for $currentDate`);
  const names = Object.keys(operand);
  if (names.length !== 1 || names[0] !== "$type")
    throw new CommandError(2, `Unrecognized $currentDate option: ${names.join()}`);
  if (operand.$type === "date") return (_, { now }) => now;
  if (operand.$type === "timestamp") {
    return (_, { now }) => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  }
  throw new CommandError(2, "The '$type' string field is required to be 'date' or 'timestamp'");
}
