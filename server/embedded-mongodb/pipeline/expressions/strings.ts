import { countValue } from "../../values/arithmetic.ts";
import { CommandError } from "../../values/errors.ts";
import { typeOf } from "../../values/types.ts";
import { isNullish, type PlainOperator } from "../scope.ts";
import { wholeArgument } from "./arithmetic.ts";
import { textOf } from "./conversions.ts";

export const stringOperators: Readonly<Record<string, PlainOperator>> = {
  $concat: { arity: [0, Number.POSITIVE_INFINITY], apply: concat },
  $toLower: { arity: [1, 1], apply: ([value]) => foldAscii(value, /[A-Z]+/g, (text) => text.toLowerCase()) },
  $toUpper: { arity: [1, 1], apply: ([value]) => foldAscii(value, /[a-z]+/g, (text) => text.toUpperCase()) },
  $strLenCP: { arity: [1, 1], apply: lengthOf },
  $substrCP: { arity: [3, 3], apply: substring },
  $split: { arity: [2, 2], apply: split },
};

function concat(values: readonly unknown[]): unknown {
  if (values.some(isNullish)) return null;
  return values
    .map((value) => {
      if (typeof value !== "string")
        throw new CommandError(16702, `$concat only supports strings, not ${typeOf(value)}`);
      return value;
    })
    .join("");
}

/** MongoDB folds the case of ASCII letters only; null becomes the empty string. */
function foldAscii(value: unknown, letters: RegExp, fold: (text: string) => string): string {
  return coerced(value).replace(letters, fold);
}

/** As MongoDB turns a value into a string where it wants one: null is empty, numbers and dates are written. */
function coerced(value: unknown): string {
  if (isNullish(value)) return "";
  if (typeof value === "string") return value;
  const type = typeOf(value);
  if (type === "int" || type === "long" || type === "double" || type === "date") return textOf(value);
  throw new CommandError(16007, `can't convert from BSON type ${type} to String`);
}

function lengthOf([value]: readonly unknown[]): unknown {
  if (typeof value !== "string")
    throw new CommandError(34471, `$strLenCP requires a string argument, found: ${typeOf(value)}`);
  return countValue([...value].length);
}

function substring([value, start, count]: readonly unknown[]): unknown {
  const text = coerced(value);
  const from = wholeArgument(start, 34450, "$substrCP: starting index");
  const length = wholeArgument(count, 34452, "$substrCP: length");
  if (length < 0) throw new CommandError(34454, "$substrCP: length must be a nonnegative integer.");
  if (from < 0) throw new CommandError(34455, "$substrCP: the starting index must be nonnegative integer.");
  return [...text].slice(from, from + length).join("");
}

function split([value, separator]: readonly unknown[]): unknown {
  if (isNullish(value) || isNullish(separator)) return null;
  if (typeof value !== "string")
    throw new CommandError(40085, `$split requires a string as its first argument, found: ${typeOf(value)}`);
  if (typeof separator !== "string")
    throw new CommandError(40086, `$split requires a string as its second argument, found: ${typeOf(separator)}`);
  if (separator === "") throw new CommandError(40087, "$split requires a non-empty separator");
  return value.split(separator);
}
