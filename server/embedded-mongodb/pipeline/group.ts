import { Double, Int32 } from "bson";
import { ACCUMULATORS, isListed, REFUSED_ACCUMULATORS } from "../query/operators.ts";
import { refuseDecimal } from "../values/arithmetic.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { encodeValue } from "../values/key.ts";
import { toDouble } from "../values/numbers.ts";
import { equalValues } from "../values/order.ts";
import { isDoc, isNumber, setField, typeOf } from "../values/types.ts";
import { compileExpression } from "./expression.ts";
import { sumOf } from "./expressions/arithmetic.ts";
import { compareInExpression } from "./expressions/conditions.ts";
import { type Expression, isNullish } from "./scope.ts";
import type { Stage } from "./stage.ts";

type Accumulator = { add(value: unknown): void; result(): unknown };

/**
 * `$group`: one document for each value of `_id` (missing counts as null), in the order of first appearance. Throws
 * CommandError 15955 without `_id`, 15952 for an unknown accumulator, 115 for one that only MongoDB has.
 */
export function compileGroup(operand: unknown): Stage {
  if (!isDoc(operand)) throw new CommandError(15947, "a group's fields must be specified in an object");
  if (!Object.hasOwn(operand, "_id")) throw new CommandError(15955, "a group specification must include an _id");
  const id = compileExpression(operand._id);
  const fields = Object.entries(operand)
    .filter(([name]) => name !== "_id")
    .map(([name, value]) => ({ name, ...compileField(name, value) }));
  return function* group(input, { now }) {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    for (const doc of input) {
      const scope = { root: doc, now };
      const value = id(scope) ?? null;
      const key = encodeValue(value).toString("latin1");
      let entry = groups.get(key);
      if (entry === undefined) {
        entry = { id: value, accumulators: fields.map((field) => field.start()) };
        groups.set(key, entry);
      }
      for (const [i, field] of fields.entries()) entry.accumulators[i]?.add(field.expression(scope));
    }
    for (const entry of groups.values()) {
      const doc: Doc = { _id: entry.id };
      for (const [i, { name }] of fields.entries()) setField(doc, name, entry.accumulators[i]?.result() ?? null);
      yield doc;
    }
  };
}

function compileField(name: string, value: unknown): { expression: Expression; start(): Accumulator } {
  if (name.includes(".")) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith("$")) throw new CommandError(40236, `The field name '${name}' cannot be an operator name`);
  const names = isDoc(value) ? Object.keys(value) : [];
  const [operator] = names;
  if (!isDoc(value) || operator === undefined)
    throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  if (names.length > 1) throw new CommandError(40238, `The field '${name}' must specify one accumulator`);
  if (!isListed(ACCUMULATORS, operator)) {
    throw isListed(REFUSED_ACCUMULATORS, operator)
      ? new CommandError(115, `the accumulator ${operator} is not supported by this server`)
      : new CommandError(15952, `unknown group operator '${operator}'`);
  }
  const operand = value[operator];
  if (operator === "$count" && !(isDoc(operand) && Object.keys(operand).length === 0)) {
    throw new CommandError(14, "$count takes no arguments, i.e. $count: {}");
  }
  if (Array.isArray(operand)) throw new CommandError(40237, `The ${operator} accumulator is a unary operator`);
  return { expression: compileExpression(operand), start: () => accumulator(operator) };
}

function accumulator(operator: (typeof ACCUMULATORS)[number]): Accumulator {
  switch (operator) {
    case "$sum":
      return folding(new Int32(0), (total, value) => sumOf([total, value]));
    case "$count":
      return folding(new Int32(0), (total) => sumOf([total, new Int32(1)]));
    case "$avg":
      return average();
    case "$min":
      return folding(null, (best, value) => better(best, value, -1));
    case "$max":
      return folding(null, (best, value) => better(best, value, 1));
    case "$first":
      return first();
    case "$last":
      return folding(null, (_, value) => value);
    case "$push":
      return collecting(() => true);
    case "$addToSet":
      return collecting((values, value) => !values.some((known) => equalValues(known, value)));
    default:
      return operator satisfies never;
  }
}

function folding(initial: unknown, step: (state: unknown, value: unknown) => unknown): Accumulator {
  let state = initial;
  return {
    add: (value) => {
      state = step(state, value);
    },
    result: () => state,
  };
}

function better(best: unknown, value: unknown, sign: 1 | -1): unknown {
  if (isNullish(value)) return best;
  return best === null || compareInExpression(value, best) * sign > 0 ? value : best;
}

function average(): Accumulator {
  let total = 0;
  let count = 0;
  return {
    add: (value) => {
      if (!isNumber(value)) return;
      refuseDecimal(value);
      total += toDouble(value);
      count += 1;
    },
    result: () => (count === 0 ? null : new Double(total / count)),
  };
}

function first(): Accumulator {
  let state: unknown;
  let seen = false;
  return {
    add: (value) => {
      if (!seen) state = value;
      seen = true;
    },
    result: () => state,
  };
}

function collecting(wanted: (values: readonly unknown[], value: unknown) => boolean): Accumulator {
  const values: unknown[] = [];
  return {
    // A missing field is not collected; null is.
    add: (value) => {
      if (typeOf(value) !== "missing" && wanted(values, value)) values.push(value);
    },
    result: () => values,
  };
}
