import type { Doc } from "../values/decode.ts";
import { arrayIndex, getField, isDoc } from "../values/types.ts";

type Visit = (value: unknown) => boolean;

/**
 * Calls `visit` for each value a query sees at a path, until one returns true; a missing field is seen as undefined.
 * An array on the way is searched element by element, and also by position where a part is a number. At the end of the
 * path an array gives each element and then itself, or only itself if `leafArrays` is false.
 */
export function someAtPath(doc: Doc, path: { parts: readonly string[]; leafArrays: boolean }, visit: Visit): boolean {
  return inContainer(doc, path, 0, visit);
}

type Path = { parts: readonly string[]; leafArrays: boolean };

function inContainer(container: Doc, path: Path, start: number, visit: Visit): boolean {
  let current: unknown = container;
  for (let at = start; at < path.parts.length; at += 1) {
    const part = path.parts[at] as string;
    if (isDoc(current)) current = getField(current, part);
    else return visit(undefined);
    if (Array.isArray(current)) return inArray(current, path, at + 1, visit);
  }
  return visit(current);
}

function inArray(array: unknown[], path: Path, at: number, visit: Visit): boolean {
  if (at === path.parts.length) return (path.leafArrays && array.some(visit)) || visit(array);
  const position = arrayIndex(path.parts[at] as string);
  return array.some((element, i) => {
    if (isDoc(element) && inContainer(element, path, at, visit)) return true;
    if (i !== position) return false;
    if (at + 1 === path.parts.length) return visit(element);
    if (Array.isArray(element)) return inArray(element, path, at + 1, visit);
    return isDoc(element) && inContainer(element, path, at + 1, visit);
  });
}
