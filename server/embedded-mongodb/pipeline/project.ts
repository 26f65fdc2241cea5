import {
  addLeaf,
  applyComputed,
  applyExclusion,
  applyInclusion,
  emptyTree,
  hasComputed,
  type Tree,
} from "../query/projection-tree.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc, isNumber } from "../values/types.ts";
import { compileExpression, fieldParts } from "./expression.ts";
import { isTruthy } from "./scope.ts";
import type { Stage } from "./stage.ts";

type Plan = { tree: Tree; mode: "inclusion" | "exclusion" | undefined; id: boolean | undefined };

/** `$project`: inclusion with computed fields, or exclusion. Throws CommandError 31253/31254 for a mixture. */
export function compileProject(operand: unknown): Stage {
  if (!isDoc(operand)) throw new CommandError(15969, "$project specification must be an object");
  if (Object.keys(operand).length === 0)
    throw new CommandError(51272, "Invalid $project: projection specification must have at least one field");
  const plan: Plan = { tree: emptyTree(), mode: undefined, id: undefined };
  for (const [path, value] of Object.entries(operand)) addPath(plan, path, value);
  const { tree } = plan;
  if (plan.mode === "exclusion" || (plan.mode === undefined && plan.id === false)) {
    if (hasComputed(tree)) throw new CommandError(31252, "Cannot use an expression in an exclusion projection");
    if (plan.id === false) addLeaf(tree, "_id", { kind: "exclude" });
    return function* exclude(input) {
      for (const doc of input) yield applyExclusion(tree, doc);
    };
  }
  if (plan.id !== false && !tree.children.has("_id")) addLeaf(tree, "_id", { kind: "include" });
  return function* include(input, { now }) {
    for (const doc of input) yield applyComputed(tree, applyInclusion(tree, doc), { root: doc, now });
  };
}

function addPath(plan: Plan, path: string, value: unknown): void {
  fieldParts(path);
  if (isNumber(value) || typeof value === "boolean") {
    const included = isTruthy(value);
    if (path === "_id") {
      plan.id = included;
      return;
    }
    setMode(plan, included ? "inclusion" : "exclusion", path);
    addLeaf(plan.tree, path, { kind: included ? "include" : "exclude" });
    return;
  }
  if (isDoc(value) && !Object.keys(value).some((name) => name.startsWith("$"))) {
    if (Object.keys(value).length === 0) throw new CommandError(51270, "An empty sub-projection is not a valid value");
    for (const [name, inner] of Object.entries(value)) addPath(plan, `${path}.${name}`, inner);
    return;
  }
  if (path !== "_id") setMode(plan, "inclusion", path);
  else plan.mode ??= "inclusion";
  addLeaf(plan.tree, path, { kind: "compute", expression: compileExpression(value) });
}

function setMode(plan: Plan, mode: "inclusion" | "exclusion", path: string): void {
  if (plan.mode !== undefined && plan.mode !== mode) {
    throw mode === "inclusion"
      ? new CommandError(31253, `Invalid $project: Cannot do inclusion on field ${path} in exclusion projection`)
      : new CommandError(31254, `Invalid $project: Cannot do exclusion on field ${path} in inclusion projection`);
  }
  plan.mode = mode;
}

/** `$addFields` and `$set`: every value is an expression; a sub-document adds to the one that is there. */
export function compileAddFields(name: string, operand: unknown): Stage {
  if (!isDoc(operand)) throw new CommandError(40272, `${name} specification stage must be an object`);
  if (Object.keys(operand).length === 0)
    throw new CommandError(40177, `Invalid ${name}: specification must have at least one field`);
  const tree = emptyTree();
  for (const [path, value] of Object.entries(operand)) addComputed(tree, path, value);
  return function* addFields(input, { now }) {
    for (const doc of input) yield applyComputed(tree, doc, { root: doc, now });
  };
}

function addComputed(tree: Tree, path: string, value: unknown): void {
  fieldParts(path);
  if (isDoc(value) && !Object.keys(value).some((name) => name.startsWith("$"))) {
    if (Object.keys(value).length === 0) throw new CommandError(40180, "an empty object is not a valid value");
    for (const [name, inner] of Object.entries(value)) addComputed(tree, `${path}.${name}`, inner);
    return;
  }
  addLeaf(tree, path, { kind: "compute", expression: compileExpression(value) });
}

/** `$unset`: one path or several. */
export function compileUnset(operand: unknown): Stage {
  const paths = Array.isArray(operand) ? operand : [operand];
  if (paths.length === 0)
    throw new CommandError(31119, "$unset specification must be a string or an array with at least one field");
  const tree = emptyTree();
  for (const path of paths) {
    if (typeof path !== "string")
      throw new CommandError(31120, "$unset specification must be a string or an array containing only string values");
    fieldParts(path);
    addLeaf(tree, path, { kind: "exclude" });
  }
  return function* unset(input: Iterable<Doc>) {
    for (const doc of input) yield applyExclusion(tree, doc);
  };
}
