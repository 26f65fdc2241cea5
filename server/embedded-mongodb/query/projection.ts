import { isTruthy } from "../pipeline/scope.ts";
import { toInt32 } from "../values/arithmetic.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc, isNumber, setField, typeOf } from "../values/types.ts";
import { compileElementTest } from "./filter.ts";
import { isListed, PROJECTION_OPERATORS, PROJECTION_REFUSED_OPERATORS } from "./operators.ts";
import { addLeaf, applyExclusion, applyInclusion, emptyTree, type Tree } from "./projection-tree.ts";

type Plan = {
  tree: Tree;
  mode: "inclusion" | "exclusion" | undefined;
  id: boolean | undefined;
  elements: { name: string; matches(element: unknown): boolean }[];
};

/**
 * Compiles a projection: inclusion or exclusion of (dotted) fields, `$slice`, `$elemMatch`. Throws
 * CommandError 31253 or 31254 for a mixture, 31249/31250 for paths within one another, 115 for positional `$` (see `compileFindProjection`), `$meta`
 * and computed fields.
 */
export function compileProjection(spec: Doc): (doc: Doc) => Doc {
  const plan: Plan = { tree: emptyTree(), mode: undefined, id: undefined, elements: [] };
  for (const [path, value] of Object.entries(spec)) addPath(plan, path, value);
  const inclusion = isInclusion(plan);
  if (plan.id === false && !inclusion) addLeaf(plan.tree, "_id", { kind: "exclude" });
  if (plan.id !== false && inclusion && !plan.tree.children.has("_id")) addLeaf(plan.tree, "_id", { kind: "include" });
  if (plan.tree.children.size === 0 && plan.elements.length === 0 && !inclusion) return (doc) => doc;
  return (doc) => {
    const result = inclusion ? applyInclusion(plan.tree, doc) : applyExclusion(plan.tree, doc);
    for (const { name, matches } of plan.elements) {
      // The field comes after the others, wherever the document has it.
      delete result[name];
      const value = doc[name];
      const found = Array.isArray(value) ? value.find(matches) : undefined;
      if (found !== undefined) setField(result, name, [found]);
    }
    return result;
  };
}

/** Without a plain field, $elemMatch and _id alone include, while $slice keeps the other fields. */
function isInclusion({ mode, id, elements, tree }: Plan): boolean {
  if (elements.length > 0 && mode !== "inclusion") {
    const others = [...tree.children.values()].some((node) => node.kind !== "include");
    if (others || id === false) {
      throw new CommandError(115, "$elemMatch needs an included field beside it in this projection on this server");
    }
    return true;
  }
  return mode === "inclusion" || (mode === undefined && id === true && tree.children.size === 0);
}

function addPath(plan: Plan, path: string, value: unknown): void {
  checkPath(path);
  if (isDoc(value)) {
    const names = Object.keys(value);
    const operator = names.find((name) => name.startsWith("$"));
    if (operator !== undefined) {
      if (names.length > 1) throw new CommandError(31270, `an object representing a projection has one field: ${path}`);
      addOperator(plan, path, { operator, operand: value[operator] });
      return;
    }
    if (names.length === 0) throw new CommandError(51270, "An empty sub-projection is not a valid value");
    for (const name of names) addPath(plan, `${path}.${name}`, value[name]);
    return;
  }
  if (!isNumber(value) && typeof value !== "boolean") {
    throw new CommandError(
      115,
      `a computed field (${path}: ${typeOf(value)}) in the projection of a find is not supported by this server`,
    );
  }
  const included = isTruthy(value);
  if (path === "_id") {
    plan.id = included;
    return;
  }
  setMode(plan, included ? "inclusion" : "exclusion", path);
  addLeaf(plan.tree, path, { kind: included ? "include" : "exclude" });
}

function setMode(plan: Plan, mode: "inclusion" | "exclusion", path: string): void {
  if (plan.mode !== undefined && plan.mode !== mode) {
    throw mode === "inclusion"
      ? new CommandError(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
      : new CommandError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
  }
  plan.mode = mode;
}

function checkPath(path: string): void {
  if (path === "") throw new CommandError(40352, "FieldPath cannot be constructed with empty string");
  const parts = path.split(".");
  if (parts.includes("$")) throw new CommandError(115, "positional projection is not supported by this server");
  if (parts.at(-1) === "") throw new CommandError(40353, "FieldPath must not end with a '.'.");
  if (parts.includes("")) throw new CommandError(15998, "FieldPath field names may not be empty strings.");
  if (parts.some((part) => part.startsWith("$"))) {
    throw new CommandError(16410, `FieldPath field names may not start with '$': ${path}`);
  }
}

function addOperator(plan: Plan, path: string, { operator, operand }: { operator: string; operand: unknown }): void {
  if (!isListed(PROJECTION_OPERATORS, operator)) {
    throw isListed(PROJECTION_REFUSED_OPERATORS, operator)
      ? new CommandError(115, `${operator} is not supported by this server`)
      : new CommandError(31325, `Unknown expression ${operator}`);
  }
  switch (operator) {
    case "$slice":
      addLeaf(plan.tree, path, { kind: "transform", apply: compileSlice(operand) });
      return;
    case "$elemMatch":
      if (path.includes("."))
        throw new CommandError(31275, `Cannot use $elemMatch projection on a nested field: ${path}`);
      addLeaf(plan.tree, path, { kind: "include" });
      plan.elements.push({ name: path, matches: compileElementTest(operand) });
      return;
    default:
      throw new Error(`no projection for ${operator satisfies never}`);
  }
}

function compileSlice(operand: unknown): (value: unknown) => unknown {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((part) =>
    isNumber(part) ? toInt32(part) : undefined,
  );
  const [first, count] = numbers;
  if (first === undefined || (Array.isArray(operand) && (numbers.length !== 2 || count === undefined))) {
    throw new CommandError(28667, "Invalid $slice syntax: a number, or [skip, limit]");
  }
  if (count === undefined) {
    return (value) => (Array.isArray(value) ? (first < 0 ? value.slice(first) : value.slice(0, first)) : value);
  }
  if (count <= 0) throw new CommandError(28724, "$slice limit must be positive");
  return (value) => {
    if (!Array.isArray(value)) return value;
    const start = first < 0 ? Math.max(0, value.length + first) : first;
    return value.slice(start, start + count);
  };
}
