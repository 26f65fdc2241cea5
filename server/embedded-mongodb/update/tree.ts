import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { identicalValues } from "../values/order.ts";
import { arrayIndex, getField, isDoc, setField, typeOf } from "../values/types.ts";

/** What the update of one document knows: the document as it was, and the time of the command. */
type Context = { original: Doc; now: Date };

/**
 * An operator at the end of a path: takes the present value and gives the new one; undefined is a missing field.
 * `anyPath`: nothing is done, and it is no error, if a scalar stands in the way of the path ($unset).
 */
export type LeafNode = {
  kind: "leaf";
  path: string;
  anyPath: boolean;
  apply(current: unknown, context: Context): unknown;
};
export type FieldsNode = { kind: "fields"; path: string; children: Map<string, UpdateNode> };
/** `$[]` under the key "", `$[id]` under its identifier. */
type ElementsNode = { kind: "elements"; path: string; children: Map<string, UpdateNode> };
type UpdateNode = LeafNode | FieldsNode | ElementsNode;

/** Tells whether an element of an array is meant by the identifier of an array filter. */
export type ElementTest = (identifier: string, element: unknown) => boolean;

/** How far an array may be padded with null by setting a position beyond its end. */
const MAX_PADDING = 1_500_000;

/** Fields are worked off by name, numbers by value, whatever the order in the update. */
function inFieldOrder(children: ReadonlyMap<string, UpdateNode>): [string, UpdateNode][] {
  return [...children].sort(([a], [b]) => {
    const [x, y] = [arrayIndex(a), arrayIndex(b)];
    return x >= 0 && y >= 0 ? x - y : Buffer.compare(Buffer.from(a), Buffer.from(b));
  });
}

/** Adds a leaf at a path. Throws CommandError 40 if another operator is at, above or below it. */
export function addLeaf(root: FieldsNode, parts: readonly string[], leaf: LeafNode): void {
  let node: UpdateNode = root;
  for (const [i, part] of parts.entries()) {
    const name = keyOf(part);
    const children = childrenFor(node, part, leaf.path);
    const existing = children.get(name);
    const path = parts.slice(0, i + 1).join(".");
    if (i === parts.length - 1) {
      if (existing !== undefined) throw conflict(leaf.path, path);
      children.set(name, leaf);
      return;
    }
    const isElements = isElementsPart(parts[i + 1] as string);
    const next: UpdateNode = existing ?? { kind: isElements ? "elements" : "fields", path, children: new Map() };
    if (next.kind === "leaf") throw conflict(leaf.path, path);
    children.set(name, next);
    node = next;
  }
}

function childrenFor(node: UpdateNode, part: string, path: string): Map<string, UpdateNode> {
  if (node.kind === "leaf" || (node.kind === "elements") !== isElementsPart(part)) throw conflict(path, node.path);
  return node.children;
}

/** True for `$[]` and `$[id]`. */
export function isElementsPart(part: string): boolean {
  return part.startsWith("$[") && part.endsWith("]");
}

function keyOf(part: string): string {
  return isElementsPart(part) ? part.slice(2, -1) : part;
}

function conflict(path: string, at: string): CommandError {
  return new CommandError(40, `Updating the path '${path}' would create a conflict at '${at}'`);
}

/** The new value at a node; the same reference if nothing changes, undefined if the field is not to be there. */
export function applyNode(
  node: UpdateNode,
  current: unknown,
  run: { context: Context; matches: ElementTest },
): unknown {
  switch (node.kind) {
    case "leaf": {
      const next = node.apply(current, run.context);
      return identicalValues(next, current) ? current : next;
    }
    case "fields":
      if (Array.isArray(current)) return applyToPositions(node, current, run);
      if (current === undefined || isDoc(current)) return applyToFields(node, current, run);
      refuseBlocked(node, current);
      return current;
    case "elements":
      return applyToElements(node, current, run);
    default:
      return node satisfies never;
  }
}

type Run = Parameters<typeof applyNode>[2];

function applyToFields(node: FieldsNode, current: Doc | undefined, run: Run): unknown {
  let result = current;
  for (const [name, child] of inFieldOrder(node.children)) {
    const before = result === undefined ? undefined : getField(result, name);
    const after = applyNode(child, before, run);
    if (after === before) continue;
    if (result === current) result = { ...current };
    if (after === undefined) delete (result as Doc)[name];
    else setField(result as Doc, name, after);
  }
  return result;
}

function applyToPositions(node: FieldsNode, current: unknown[], run: Run): unknown {
  let result = current;
  for (const [name, child] of inFieldOrder(node.children)) {
    const index = arrayIndex(name);
    if (index < 0) {
      if (needsPath(child)) throw cannotCreate(name, node.path, current);
      continue;
    }
    const before = result[index];
    const after = applyNode(child, before, run);
    if (after === before) continue;
    if (index - result.length > MAX_PADDING)
      throw new CommandError(2, `can't backfill more than ${MAX_PADDING} elements`);
    if (result === current) result = [...current];
    while (result.length < index) result.push(null);
    // An element cannot be taken out of the middle: $unset leaves null.
    result[index] = after ?? null;
  }
  return result;
}

function refuseBlocked(node: FieldsNode, current: unknown): void {
  for (const [name, child] of node.children) if (needsPath(child)) throw cannotCreate(name, node.path, current);
}

function needsPath(node: UpdateNode): boolean {
  return node.kind === "leaf" ? !node.anyPath : [...node.children.values()].some(needsPath);
}

function cannotCreate(name: string, path: string, current: unknown): CommandError {
  return new CommandError(28, `Cannot create field '${name}' in element '${path}' of type ${typeOf(current)}`);
}

function applyToElements(node: ElementsNode, current: unknown, run: Run): unknown {
  if (current === undefined) {
    throw new CommandError(2, `The path '${node.path}' must exist in the document in order to apply array updates.`);
  }
  if (!Array.isArray(current)) {
    throw new CommandError(
      2,
      `Cannot apply array updates to non-array element '${node.path}' of type ${typeOf(current)}`,
    );
  }
  let result = current;
  for (const [i, element] of current.entries()) {
    const meant = [...node.children].filter(([identifier]) => identifier === "" || run.matches(identifier, element));
    const [first, ...others] = meant.map(([, child]) => child);
    if (first === undefined) continue;
    const after = applyNode(others.reduce(merge, first), element, run);
    if (after === element) continue;
    if (result === current) result = [...current];
    result[i] = after ?? null;
  }
  return result;
}

/** Two identifiers may mean the same element; then their updates are one, unless they touch the same field. */
function merge(a: UpdateNode, b: UpdateNode): UpdateNode {
  if (a.kind === "leaf" || b.kind === "leaf" || a.kind !== b.kind) throw conflict(b.path, a.path);
  const children = new Map(a.children);
  for (const [name, child] of b.children) {
    const other = children.get(name);
    children.set(name, other === undefined ? child : merge(other, child));
  }
  return { ...a, children };
}
