import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { getField, isDoc, typeOf } from "../values/types.ts";
import { addLeaf, type FieldsNode } from "./tree.ts";

/** Adds `$rename` of one field: it is gone at the source and there at the target. Throws CommandError 2 and 9. */
export function addRename(tree: FieldsNode, source: string, target: unknown): void {
  if (typeof target !== "string") {
    throw new CommandError(2, `The 'to' field for $rename must be a string: ${source}: ${typeOf(target)}`);
  }
  const from = source.split(".");
  const to = target.split(".");
  if ([...from, ...to].includes(""))
    throw new CommandError(56, "The update path contains an empty field name, which is not allowed.");
  if ([...from, ...to].some((part) => part.startsWith("$"))) {
    throw new CommandError(2, `The source and target field for $rename may not be dynamic: ${source}, ${target}`);
  }
  if (source === target) throw new CommandError(2, `The source and target field for $rename must differ: ${source}`);
  if (target.startsWith(`${source}.`) || source.startsWith(`${target}.`)) {
    throw new CommandError(
      2,
      `The source and target field for $rename must not be on the same path: ${source}, ${target}`,
    );
  }
  addLeaf(tree, from, { kind: "leaf", path: source, apply: () => undefined });
  addLeaf(tree, to, {
    kind: "leaf",
    path: target,
    apply: (current, { original }) => {
      const value = valueOutsideArrays(original, from, "source");
      if (value === undefined) return current;
      valueOutsideArrays(original, to, "destination");
      return value;
    },
  });
}

function valueOutsideArrays(doc: Doc, parts: readonly string[], what: string): unknown {
  let value: unknown = doc;
  for (const part of parts) {
    if (Array.isArray(value))
      throw new CommandError(2, `The ${what} field cannot be an array element: '${parts.join(".")}'`);
    if (!isDoc(value)) return undefined;
    value = getField(value, part);
  }
  return value;
}
