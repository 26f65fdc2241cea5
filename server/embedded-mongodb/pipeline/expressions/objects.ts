import type { Doc } from "../../values/decode.ts";
import { CommandError } from "../../values/errors.ts";
import { isDoc, setField, typeOf } from "../../values/types.ts";
import { isNullish, type PlainOperator } from "../scope.ts";

export const objectOperators: Readonly<Record<string, PlainOperator>> = {
  $mergeObjects: { arity: [0, Number.POSITIVE_INFINITY], apply: merge },
  $objectToArray: { arity: [1, 1], apply: toPairs },
  $arrayToObject: { arity: [1, 1], apply: fromPairs },
};

function merge(values: readonly unknown[]): unknown {
  const [only] = values;
  const objects = values.length === 1 && Array.isArray(only) ? only : values;
  const result: Doc = {};
  for (const object of objects) {
    if (isNullish(object)) continue;
    if (!isDoc(object))
      throw new CommandError(40400, `$mergeObjects requires object inputs, but input is of type ${typeOf(object)}`);
    for (const [name, value] of Object.entries(object)) setField(result, name, value);
  }
  return result;
}

function toPairs([value]: readonly unknown[]): unknown {
  if (isNullish(value)) return null;
  if (!isDoc(value)) throw new CommandError(40390, `$objectToArray requires a document input, found: ${typeOf(value)}`);
  return Object.entries(value).map(([k, v]) => ({ k, v }));
}

function fromPairs([value]: readonly unknown[]): unknown {
  if (isNullish(value)) return null;
  if (!Array.isArray(value))
    throw new CommandError(40386, `$arrayToObject requires an array input, found: ${typeOf(value)}`);
  const result: Doc = {};
  for (const entry of value) {
    const [name, inner] = pairOf(entry);
    if (typeof name !== "string")
      throw new CommandError(40394, `$arrayToObject requires keys of type string, found: ${typeOf(name)}`);
    setField(result, name, inner);
  }
  return result;
}

function pairOf(entry: unknown): [unknown, unknown] {
  if (Array.isArray(entry)) {
    if (entry.length !== 2)
      throw new CommandError(40397, `$arrayToObject requires pairs, found an array of size ${entry.length}`);
    return [entry[0], entry[1]];
  }
  if (!isDoc(entry))
    throw new CommandError(40398, `Unrecognised input type format for $arrayToObject: ${typeOf(entry)}`);
  const names = Object.keys(entry);
  if (names.length !== 2 || !names.includes("k") || !names.includes("v")) {
    throw new CommandError(40392, "$arrayToObject requires an object with the keys 'k' and 'v'");
  }
  return [entry.k, entry.v];
}
