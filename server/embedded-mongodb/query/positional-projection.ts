import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc } from "../values/types.ts";
import { compilePosition } from "./position.ts";
import { compileProjection } from "./projection.ts";

/**
 * Compiles the projection of a find, which may have one positional `path.$`: of the array there, only the element by
 * which the document meets the filter (see `compilePosition`). Throws CommandError 31276 for a second one, 31271 for one
 * that is left out, and what `compileProjection` throws; applying throws 51246 where the filter goes through no array.
 */
export function compileFindProjection(spec: Doc, filter: Doc): (doc: Doc) => Doc {
  const positional = Object.keys(spec).filter((path) => path.endsWith(".$"));
  const [path] = positional;
  if (path === undefined) return compileProjection(spec);
  if (positional.length > 1)
    throw new CommandError(31276, "Cannot specify more than one positional projection per query.");
  if (!spec[path]) throw new CommandError(31271, "positional projection cannot be used with exclusion");
  const field = path.slice(0, -2);
  const project = compileProjection(
    Object.fromEntries(Object.entries(spec).map(([name, value]) => [name === path ? field : name, value])),
  );
  const positionIn = compilePosition(filter);
  return (doc) => {
    const position = positionIn(doc);
    if (position === undefined) {
      throw new CommandError(51246, "positional operator '.$' couldn't find a matching element in the array");
    }
    return only(project(doc), field.split("."), position) as Doc;
  };
}

function only(value: unknown, parts: readonly string[], position: number): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return Array.isArray(value) ? value.slice(position, position + 1) : value;
  if (!isDoc(value) || !Object.hasOwn(value, part)) return value;
  return { ...value, [part]: only(value[part], rest, position) };
}
