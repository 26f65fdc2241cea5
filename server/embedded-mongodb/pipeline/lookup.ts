import { equals } from "../query/comparisons.ts";
import { addLeaf, applyComputed, emptyTree } from "../query/projection-tree.ts";
import { someAtPath } from "../query/traverse.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { encodeValue } from "../values/key.ts";
import { valuesAtPath } from "../values/path.ts";
import { arrayIndex, getField, isDoc, typeOf } from "../values/types.ts";
import { fieldParts } from "./expression.ts";
import type { Stage } from "./stage.ts";

const ARGUMENTS = ["from", "localField", "foreignField", "as"] as const;

/**
 * `$lookup` by localField and foreignField: an array joins with each of its elements, null and missing with null and
 * missing. Throws CommandError 115 for the form with a pipeline, 9 for missing or unknown arguments.
 */
export function compileLookup(operand: unknown): Stage {
  if (!isDoc(operand)) throw new CommandError(9, "the $lookup specification must be an object");
  for (const name of Object.keys(operand)) {
    if (name === "let" || name === "pipeline")
      throw new CommandError(115, `$lookup with ${name} is not supported by this server`);
    if (!(ARGUMENTS as readonly string[]).includes(name))
      throw new CommandError(9, `unknown argument to $lookup: ${name}`);
  }
  const [from, localField, foreignField, as] = ARGUMENTS.map((name) => stringArgument(operand, name)) as [
    string,
    string,
    string,
    string,
  ];
  const localParts = fieldParts(localField);
  const foreign = { parts: fieldParts(foreignField), leafArrays: true };
  fieldParts(as);
  return function* lookup(input, context) {
    const docs = [...context.lookup(from)];
    const index = indexOf(docs, foreignField);
    for (const doc of input) {
      const locals = localValues(doc, localParts);
      const tests = (locals.length === 0 ? [null] : locals).map(equals);
      const candidates = candidatesOf(locals, docs, index);
      const found = candidates.filter((other) =>
        someAtPath(other, foreign, (value) => tests.some((test) => test(value))),
      );
      const tree = emptyTree();
      addLeaf(tree, as, { kind: "compute", expression: () => found });
      yield applyComputed(tree, doc, { root: doc, now: context.now });
    }
  };
}

function stringArgument(operand: Doc, name: string): string {
  const value = operand[name];
  if (value === undefined) throw new CommandError(9, `must specify '${name}' field for a $lookup`);
  if (typeof value !== "string")
    throw new CommandError(9, `$lookup argument '${name}' must be a string, is type ${typeOf(value)}`);
  return value;
}

/** The positions in `docs` by the values at a path. */
function indexOf(docs: readonly Doc[], path: string): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [i, doc] of docs.entries()) {
    for (const value of valuesAtPath(doc, path).values) {
      const key = encodeValue(value).toString("latin1");
      const positions = index.get(key);
      if (positions === undefined) index.set(key, [i]);
      else positions.push(i);
    }
  }
  return index;
}

function candidatesOf(locals: readonly unknown[], docs: readonly Doc[], index: ReadonlyMap<string, number[]>): Doc[] {
  // A whole array is no entry of the index.
  if (locals.some((value) => Array.isArray(value))) return [...docs];
  const values = locals.length === 0 ? [null] : locals;
  const positions = new Set(values.flatMap((value) => index.get(encodeValue(value).toString("latin1")) ?? []));
  return [...positions].sort((a, b) => a - b).map((position) => docs[position] as Doc);
}

/** The values to join on: through arrays, and the elements of an array at the end. */
function localValues(value: unknown, parts: readonly string[]): unknown[] {
  const [part, ...rest] = parts;
  if (part === undefined) return Array.isArray(value) ? value : value === undefined ? [] : [value];
  if (isDoc(value)) return localValues(getField(value, part), rest);
  if (!Array.isArray(value)) return [];
  const index = arrayIndex(part);
  const atPosition = index >= 0 && index < value.length ? localValues(value[index], rest) : [];
  return [...atPosition, ...value.filter(isDoc).flatMap((element) => localValues(element, parts))];
}
