import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { arrayIndex, getField, isDoc, typeOf } from "../values/types.ts";
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
  addLeaf(tree, from, { kind: "leaf", path: source, anyPath: true, apply: () => undefined });
  addLeaf(tree, to, {
    kind: "leaf",
    path: target,
    anyPath: false,
    apply: (current, { original }) => {
      const { value, inArray } = valueAt(original, from);
      if (value === undefined) return current;
      if (inArray) throw new CommandError(2, `The source field cannot be an array element: '${source}'`);
      if (valueAt(original, to).inArray) {
        throw new CommandError(2, `The destination field cannot be an array element: '${target}'`);
      }
      return value;
    },
  });
}

function valueAt(doc: Doc, parts: readonly string[]): { value: unknown; inArray: boolean } {
  let value: unknown = doc;
  let inArray = false;
  for (const part of parts) {
    if (Array.isArray(value)) {
      inArray = true;
      value = value[arrayIndex(part)];
    } else {
      value = isDoc(value) ? getField(value, part) : undefined;
    }
  }
  return { value, inArray };
}
