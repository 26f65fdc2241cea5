import type { Expression, Scope } from "../pipeline/scope.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { getField, isDoc, setField } from "../values/types.ts";

/** What a projection says of one field: keep it, drop it, change it where it stands, compute it, or look inside. */
type Leaf =
  | { kind: "include" }
  | { kind: "exclude" }
  | { kind: "transform"; apply(value: unknown): unknown }
  | { kind: "compute"; expression: Expression };

export type Tree = { kind: "tree"; children: Map<string, Tree | Leaf> };

export function emptyTree(): Tree {
  return { kind: "tree", children: new Map() };
}

/** Adds a leaf at a dotted path. Throws CommandError 31249 or 31250 if one path lies within another one. */
export function addLeaf(tree: Tree, path: string, leaf: Leaf): void {
  const parts = path.split(".");
  const name = parts.pop() as string;
  let node = tree;
  for (const part of parts) {
    const child = node.children.get(part) ?? emptyTree();
    if (child.kind !== "tree") throw new CommandError(31249, `Path collision at ${path}`);
    node.children.set(part, child);
    node = child;
  }
  if (node.children.has(name)) throw new CommandError(31250, `Path collision at ${path}`);
  node.children.set(name, leaf);
}

/** The fields a tree includes, in the order of the document. */
export function applyInclusion(tree: Tree, doc: Doc): Doc {
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const node = tree.children.get(name);
    if (node === undefined) continue;
    const value = includedValue(node, doc[name]);
    if (value !== undefined) setField(result, name, value);
  }
  return result;
}

function includedValue(node: Tree | Leaf, value: unknown): unknown {
  switch (node.kind) {
    case "include":
      return value;
    case "transform":
      return node.apply(value);
    case "tree":
      if (Array.isArray(value)) {
        return value.map((element) => includedValue(node, element)).filter((element) => element !== undefined);
      }
      return isDoc(value) ? applyInclusion(node, value) : undefined;
    case "exclude":
    case "compute":
      return undefined;
    default:
      return node satisfies never;
  }
}

/** The document without the fields a tree excludes. */
export function applyExclusion(tree: Tree, doc: Doc): Doc {
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const node = tree.children.get(name);
    const value = node === undefined ? doc[name] : remainingValue(node, doc[name]);
    if (node === undefined || value !== undefined) setField(result, name, value);
  }
  return result;
}

function remainingValue(node: Tree | Leaf, value: unknown): unknown {
  switch (node.kind) {
    case "exclude":
      return undefined;
    case "transform":
      return node.apply(value);
    case "tree":
      if (Array.isArray(value)) return value.map((element) => remainingValue(node, element));
      return isDoc(value) ? applyExclusion(node, value) : value;
    case "include":
    case "compute":
      return value;
    default:
      return node satisfies never;
  }
}

/**
 * The document with the tree's computed fields: a field that is there keeps its place, a new one is appended. Inside an
 * array every element gets them; a scalar in the way is replaced by a sub-document.
 */
export function applyComputed(tree: Tree, doc: Doc, scope: Scope): Doc {
  const result: Doc = { ...doc };
  for (const [name, node] of tree.children) {
    if (node.kind === "compute") {
      const value = node.expression(scope);
      if (value === undefined) delete result[name];
      else setField(result, name, value);
    } else if (node.kind === "tree" && hasComputed(node)) {
      setField(result, name, computedInside(node, getField(result, name), scope));
    }
  }
  return result;
}

function computedInside(tree: Tree, value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((element) => computedInside(tree, element, scope));
  return applyComputed(tree, isDoc(value) ? value : {}, scope);
}

/** True if a tree holds a computed field at any depth. */
export function hasComputed(tree: Tree): boolean {
  return [...tree.children.values()].some((node) =>
    node.kind === "tree" ? hasComputed(node) : node.kind === "compute",
  );
}
