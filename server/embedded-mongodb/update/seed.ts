import { isOperatorDoc } from "../query/filter.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { getField, isDoc, setField, typeOf } from "../values/types.ts";

/**
 * The document an upsert begins with: what the filter says by equality (also within `$and`, `$eq`, `$all` and `$in` of one
 * value). Throws CommandError 54 if a path is given twice.
 */
export function upsertSeed(filter: Doc): Doc {
  const equalities = new Map<string, unknown>();
  collect(filter, equalities);
  const seed: Doc = {};
  for (const [path, value] of equalities) {
    for (const other of equalities.keys()) {
      if (other.startsWith(`${path}.`)) throw twice(other);
    }
    setAt(seed, path.split("."), value);
  }
  return seed;
}

function twice(path: string): CommandError {
  return new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
}

function collect(filter: Doc, equalities: Map<string, unknown>): void {
  for (const [name, operand] of Object.entries(filter)) {
    if (name === "$and" || (name === "$or" && Array.isArray(operand) && operand.length === 1)) {
      for (const branch of operand as unknown[]) if (isDoc(branch)) collect(branch, equalities);
    } else if (!name.startsWith("$")) {
      for (const value of equalitiesOf(operand)) {
        if (equalities.has(name)) throw twice(name);
        equalities.set(name, value);
      }
    }
  }
}

function equalitiesOf(operand: unknown): unknown[] {
  if (typeOf(operand) === "regex") return [];
  if (!isOperatorDoc(operand)) return [operand];
  return Object.entries(operand).flatMap(([operator, value]) => {
    if (operator === "$eq") return [value];
    // $all is a conjunction of equalities; $in of one value is one.
    const isEquality = Array.isArray(value) && (operator === "$all" || (operator === "$in" && value.length === 1));
    return isEquality ? value.filter((item) => typeOf(item) !== "regex" && !isOperatorDoc(item)) : [];
  });
}

function setAt(target: Doc, parts: readonly string[], value: unknown): void {
  const [name = "", ...rest] = parts;
  if (rest.length === 0) {
    setField(target, name, value);
    return;
  }
  const inner = getField(target, name);
  const next: Doc = isDoc(inner) ? inner : {};
  setField(target, name, next);
  setAt(next, rest, value);
}
