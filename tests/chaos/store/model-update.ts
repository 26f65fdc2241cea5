import { Double, Int32, Long } from "bson";
import { matches } from "./model.ts";
import { asDouble, isArray, isObject, order, type Plain } from "./model-values.ts";

/** An operation that must be refused, with the number of its error. */
export class Refused extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`refused with ${code}`);
    this.code = code;
  }
}

/**
 * The document after an update: a replacement, or operators on paths of at most two steps, which are worked off by name
 * whatever their order. Throws Refused.
 */
export function update(doc: Plain, change: Plain, inserting = false): Plain {
  if (!Object.keys(change).some((name) => name.startsWith("$"))) return { _id: doc._id, ...change };
  const steps = Object.entries(change).flatMap(([operator, fields]) =>
    Object.entries(fields as Plain).map(([path, operand]) => ({ operator, path, operand })),
  );
  steps.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  let after = doc;
  for (const { operator, path, operand } of steps) {
    if (operator === "$rename") after = renamed(after, path, String(operand));
    else if (operator !== "$setOnInsert" || inserting) {
      after = changedAt(after, path, {
        apply: (value) => applied(operator, value, operand),
        lax: operator === "$unset",
      });
    }
  }
  return after;
}

/** What an upsert inserts whose filter is equalities only. */
export function inserted(filter: Plain, change: Plain): Plain {
  const operators = Object.keys(change)[0]?.startsWith("$") === true;
  return update(operators ? filter : { _id: filter._id }, change, true);
}

function renamed(doc: Plain, from: string, to: string): Plain {
  if (!(from in doc)) return doc;
  const { [from]: value, ...rest } = doc;
  return { ...rest, [to]: value };
}

interface Leaf {
  /** The value after; undefined if there is to be none. */
  apply(before: unknown): unknown;
  /** Something in the way of the path is no error. */
  lax: boolean;
}

function changedAt(doc: Plain, path: string, { apply, lax }: Leaf): Plain {
  const [first = "", second] = path.split(".");
  if (second === undefined) return withField(doc, first, apply(doc[first]));
  const top = doc[first];
  if (isArray(top)) {
    const position = Number(second);
    if (!Number.isInteger(position)) {
      if (lax) return doc;
      throw new Refused(28);
    }
    const after = apply(top[position]);
    if (after === undefined && position >= top.length) return doc;
    const list = [...top];
    while (list.length < position) list.push(null);
    list[position] = after ?? null;
    return { ...doc, [first]: list };
  }
  if (top !== undefined && !isObject(top)) {
    if (lax) return doc;
    throw new Refused(28);
  }
  const inner = withField(top ?? {}, second, apply(top?.[second]));
  return top === undefined && Object.keys(inner).length === 0 ? doc : { ...doc, [first]: inner };
}

function withField(doc: Plain, name: string, value: unknown): Plain {
  if (value !== undefined) return { ...doc, [name]: value };
  const { [name]: _, ...rest } = doc;
  return rest;
}

function applied(operator: string, before: unknown, operand: unknown): unknown {
  switch (operator) {
    case "$set":
    case "$setOnInsert":
      return operand;
    case "$unset":
      return undefined;
    case "$inc":
      return before === undefined ? operand : calculated(before, operand, (a, b) => a + b);
    case "$mul":
      return calculated(before ?? new Int32(0), operand, (a, b) => a * b);
    case "$min":
      return before === undefined || order(operand, before) < 0 ? operand : before;
    case "$max":
      return before === undefined || order(operand, before) > 0 ? operand : before;
    default:
      return appliedToArray(operator, before, operand);
  }
}

/** Small enough that nothing is lost on the way; the wider of the two types is that of the result. */
function calculated(a: unknown, b: unknown, combine: (a: number, b: number) => number): unknown {
  const result = combine(asDouble(a), asDouble(b));
  if (a instanceof Double || b instanceof Double) return new Double(result);
  return a instanceof Long || b instanceof Long || (result | 0) !== result
    ? Long.fromNumber(result)
    : new Int32(result);
}

function appliedToArray(operator: string, before: unknown, operand: unknown): unknown {
  if (before === undefined && (operator === "$pull" || operator === "$pullAll" || operator === "$pop"))
    return undefined;
  if (before !== undefined && !isArray(before)) throw new Refused(operator === "$pop" ? 14 : 2);
  const list = [...(before ?? [])];
  const given = isObject(operand) && "$each" in operand ? (operand.$each as unknown[]) : [operand];
  switch (operator) {
    case "$push":
      return pushed(list, given, isObject(operand) ? operand : {});
    case "$addToSet":
      for (const one of given) if (!list.some((known) => order(known, one) === 0)) list.push(one);
      return list;
    case "$pull":
      return list.filter(
        (one) => !(isObject(operand) ? matches({ it: operand }, { it: one }) : order(one, operand) === 0),
      );
    case "$pullAll":
      return list.filter((one) => !(operand as unknown[]).some((wanted) => order(one, wanted) === 0));
    case "$pop":
      return (operand as Int32).value === 1 ? list.slice(0, -1) : list.slice(1);
    default:
      throw new Error(`the model has no ${operator}`);
  }
}

function pushed(list: unknown[], given: unknown[], { $position, $slice, $sort }: Plain): unknown[] {
  const at = $position === undefined ? list.length : ($position as Int32).value;
  const whole = [...list.slice(0, at), ...given, ...list.slice(at)];
  if ($sort !== undefined) whole.sort((a, b) => order(a, b) * ($sort as Int32).value);
  if ($slice === undefined) return whole;
  const most = ($slice as Int32).value;
  return most >= 0 ? whole.slice(0, most) : whole.slice(most);
}
