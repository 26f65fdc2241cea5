import { Long } from "bson";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { getField, isDoc, setField, typeOf } from "../values/types.ts";
import { fieldParts } from "./expression.ts";
import { isNullish } from "./scope.ts";
import type { Stage } from "./stage.ts";

type Options = { parts: string[]; indexParts: string[] | undefined; keepsEmpty: boolean };

/** `$unwind`: one document per element; a value that is no array counts as one element. */
export function compileUnwind(operand: unknown): Stage {
  const options = optionsOf(operand);
  return function* unwind(input) {
    for (const doc of input) yield* unwound(doc, options);
  };
}

function optionsOf(operand: unknown): Options {
  const spec: unknown = typeof operand === "string" ? { path: operand } : operand;
  if (!isDoc(spec))
    throw new CommandError(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeOf(spec)}`,
    );
  const unknownName = Object.keys(spec).find(
    (name) => !["path", "includeArrayIndex", "preserveNullAndEmptyArrays"].includes(name),
  );
  if (unknownName !== undefined) throw new CommandError(28811, `unrecognized option to $unwind stage: ${unknownName}`);
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keeps = false } = spec;
  if (path === undefined) throw new CommandError(28812, "no path specified to $unwind stage");
  if (typeof path !== "string")
    throw new CommandError(28808, `expected a string as the path for $unwind stage, got ${typeOf(path)}`);
  if (!path.startsWith("$"))
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (typeof keeps !== "boolean")
    throw new CommandError(28809, "expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage");
  if (index !== undefined && (typeof index !== "string" || index === "")) {
    throw new CommandError(28810, "expected a non-empty string for the includeArrayIndex option to $unwind stage");
  }
  if (index?.startsWith("$") === true)
    throw new CommandError(28822, "includeArrayIndex option to $unwind stage should not be prefixed with a '$'");
  return {
    parts: fieldParts(path.slice(1)),
    indexParts: index === undefined ? undefined : fieldParts(index),
    keepsEmpty: keeps,
  };
}

function* unwound(doc: Doc, options: Options): Iterable<Doc> {
  const value = options.parts.reduce<unknown>((inner, part) => (isDoc(inner) ? getField(inner, part) : undefined), doc);
  const numbered = (result: Doc, index: unknown): Doc =>
    options.indexParts === undefined ? result : withField(result, options.indexParts, index);
  if (Array.isArray(value) && value.length > 0) {
    for (const [i, element] of value.entries()) {
      yield numbered(withField(doc, options.parts, element), Long.fromNumber(i));
    }
  } else if (Array.isArray(value) || isNullish(value)) {
    // An empty array leaves no field, null stays.
    if (options.keepsEmpty) yield numbered(Array.isArray(value) ? withField(doc, options.parts, undefined) : doc, null);
  } else {
    yield numbered(doc, null);
  }
}

/** A copy with one field set, or taken out if the value is undefined. */
function withField(doc: Doc, parts: readonly string[], value: unknown): Doc {
  const [name = "", ...rest] = parts;
  const copy: Doc = { ...doc };
  if (rest.length > 0) {
    const inner = getField(doc, name);
    setField(copy, name, withField(isDoc(inner) ? inner : {}, rest, value));
  } else if (value === undefined) {
    delete copy[name];
  } else {
    setField(copy, name, value);
  }
  return copy;
}
