import { countValue } from "../../values/arithmetic.ts";
import { CommandError } from "../../values/errors.ts";
import { typeOf } from "../../values/types.ts";
import type { PlainOperator } from "../scope.ts";
import { compareInExpression } from "./conditions.ts";

export const arrayOperators: Readonly<Record<string, PlainOperator>> = {
  $size: { arity: [1, 1], apply: ([value]) => countValue(arrayOf(value, 17124, "$size").length) },
  $in: {
    arity: [2, 2],
    apply: ([value, list]) => arrayOf(list, 40081, "$in").some((element) => compareInExpression(element, value) === 0),
  },
};

function arrayOf(value: unknown, code: number, name: string): unknown[] {
  if (!Array.isArray(value)) throw new CommandError(code, `${name} needs an array, found: ${typeOf(value)}`);
  return value;
}
