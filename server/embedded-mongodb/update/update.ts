import { ObjectId } from "bson";
import type { Filter } from "../query/filter.ts";
import { isListed, UPDATE_OPERATORS, UPDATE_REFUSED_OPERATORS } from "../query/operators.ts";
import { compilePosition } from "../query/position.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { equalValues, identicalValues } from "../values/order.ts";
import { getField, isDoc, setField, typeOf } from "../values/types.ts";
import { compileArrayFilters } from "./array-filters.ts";
import { compileLeaf } from "./leaves.ts";
import { addRename } from "./rename.ts";
import { addLeaf, applyNode, type ElementTest, type FieldsNode, isElementsPart } from "./tree.ts";

export { upsertSeed } from "./seed.ts";

/**
 * A compiled update. `apply` gives the document after the update, the same reference if nothing changes; `applyInsert`
 * gives the document an upsert inserts, from the seed of its filter. Neither changes what it is given.
 */
export type CompiledUpdate = {
  replacement: boolean;
  apply(doc: Doc, now: Date): Doc;
  applyInsert(seed: Doc, now: Date): Doc;
};

type UpdateOptions = { arrayFilters?: Doc[]; upsert?: boolean; filter?: Doc };

/**
 * Compiles an update: a replacement, or operators by path. Throws CommandError with MongoDB's numbers: 9 for a malformed
 * update, 40 for conflicting paths, 52/56 for bad field names, 115 for pipelines. Applying throws 28
 * for a path that leads nowhere, 66 for a change of `_id`, 14 and 2 for values an operator cannot take.
 */
export function compileUpdate(update: Doc | Doc[], options: UpdateOptions = {}): CompiledUpdate {
  if (Array.isArray(update)) throw new CommandError(115, "updates by a pipeline are not supported by this server");
  const filters = compileArrayFilters(options.arrayFilters ?? []);
  const first = Object.keys(update)[0];
  if (first?.startsWith("$") !== true) {
    if (filters.size > 0) throw new CommandError(9, "arrayFilters may not be specified for replacement-style updates");
    return compileReplacement(update);
  }
  return isPositional(update)
    ? compilePositional(update, filters, options.filter ?? {})
    : compileOperators(update, filters);
}

/** Where nothing else of an update is likely to be. */
const UNLIKELY = 1_499_999;

function isPositional(update: Doc): boolean {
  return Object.values(update).some(
    (fields) => isDoc(fields) && Object.keys(fields).some((path) => /(^|\.)\$(\.|$)/.test(path)),
  );
}

/** An update with the positional `$`: compiled anew for each position that a document asks for. */
function compilePositional(update: Doc, filters: ReadonlyMap<string, Filter>, filter: Doc): CompiledUpdate {
  const byPosition = new Map<number, CompiledUpdate>();
  const at = (position: number | undefined): CompiledUpdate => {
    if (position === undefined) {
      throw new CommandError(2, "The positional operator did not find the match needed from the query.");
    }
    const known = byPosition.get(position) ?? compileOperators(withPosition(update, position), filters);
    byPosition.set(position, known);
    return known;
  };
  const positionIn = compilePosition(filter);
  // What is wrong with it whatever the position is told before any document is read.
  compileOperators(withPosition(update, UNLIKELY), filters);
  return {
    replacement: false,
    apply: (doc, now) => at(positionIn(doc)).apply(doc, now),
    applyInsert: () => at(undefined).applyInsert({}, new Date(0)),
  };
}

function withPosition(update: Doc, position: number): Doc {
  const placed = (path: string): string => {
    const parts = path.split(".");
    if (parts[0] === "$") {
      throw new CommandError(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
    }
    if (parts.filter((part) => part === "$").length > 1) {
      throw new CommandError(2, `Too many positional (i.e. '$') elements found in path '${path}'`);
    }
    return parts.map((part) => (part === "$" ? String(position) : part)).join(".");
  };
  return Object.fromEntries(
    Object.entries(update).map(([operator, fields]) => [
      operator,
      isDoc(fields) ? Object.fromEntries(Object.entries(fields).map(([path, value]) => [placed(path), value])) : fields,
    ]),
  );
}

function compileReplacement(update: Doc): CompiledUpdate {
  const dollar = Object.keys(update).find((name) => name.startsWith("$"));
  if (dollar !== undefined) {
    throw new CommandError(
      52,
      `The dollar ($) prefixed field '${dollar}' is not allowed in the context of an update's replacement document.`,
    );
  }
  const replace = (doc: Doc): Doc => {
    const id = getField(doc, "_id") ?? getField(update, "_id");
    const result = id === undefined ? { ...update } : { _id: id, ...update };
    if (doc._id !== undefined && !equalValues(result._id, doc._id)) {
      throw new CommandError(
        66,
        "After applying the update, the (immutable) field '_id' was found to have been altered",
      );
    }
    return result;
  };
  return {
    replacement: true,
    apply: (doc) => {
      const result = replace(doc);
      return identicalValues(result, doc) ? doc : result;
    },
    applyInsert: (seed) => withId(replace(seed._id === undefined ? {} : { _id: seed._id })),
  };
}

function compileOperators(update: Doc, filters: ReadonlyMap<string, Filter>): CompiledUpdate {
  const always: FieldsNode = { kind: "fields", path: "", children: new Map() };
  const onInsert: FieldsNode = { kind: "fields", path: "", children: new Map() };
  const used = new Set<string>();
  for (const [operator, fields] of Object.entries(update)) {
    if (isListed(UPDATE_REFUSED_OPERATORS, operator)) {
      throw new CommandError(115, `${operator} is not supported by this server`);
    }
    if (!isListed(UPDATE_OPERATORS, operator)) {
      throw new CommandError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw new CommandError(
        9,
        `Modifiers operate on fields but we found type ${typeOf(fields)} instead (${operator})`,
      );
    }
    for (const [path, operand] of Object.entries(fields)) {
      const parts = pathParts(path, filters, used);
      if (operator === "$rename") {
        // One tree for all operators finds the conflicts; what is only for updates leaves $setOnInsert out.
        for (const tree of [onInsert, always]) addRename(tree, path, operand);
        continue;
      }
      const apply = compileLeaf(operator, path, operand);
      const leaf = { kind: "leaf", path, anyPath: operator === "$unset", apply } as const;
      addLeaf(onInsert, parts, leaf);
      if (operator !== "$setOnInsert") addLeaf(always, parts, leaf);
    }
  }
  for (const identifier of filters.keys()) {
    if (!used.has(identifier)) {
      throw new CommandError(9, `The array filter for identifier '${identifier}' was not used in the update`);
    }
  }
  const matches: ElementTest = (identifier, element) =>
    filters.get(identifier)?.test({ [identifier]: element }) === true;
  const run = (tree: FieldsNode, doc: Doc, now: Date): Doc => {
    const result = applyNode(tree, doc, { context: { original: doc, now }, matches }) as Doc;
    if (doc._id !== undefined && !equalValues(getField(result, "_id"), doc._id)) {
      throw new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
    }
    return result;
  };
  return {
    replacement: false,
    apply: (doc, now) => run(always, doc, now),
    applyInsert: (seed, now) => withId(run(onInsert, seed, now)),
  };
}

/** `_id` comes first, made here if neither the filter nor the update has one. */
function withId(doc: Doc): Doc {
  const id = getField(doc, "_id") ?? new ObjectId();
  const type = typeOf(id);
  if (type === "array" || type === "regex") throw new CommandError(53, `The '_id' value cannot be of type ${type}`);
  const result: Doc = { _id: id };
  for (const [name, value] of Object.entries(doc)) if (name !== "_id") setField(result, name, value);
  return result;
}

function pathParts(path: string, filters: ReadonlyMap<string, Filter>, used: Set<string>): string[] {
  const parts = path.split(".");
  for (const [i, part] of parts.entries()) {
    if (part === "")
      throw new CommandError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
    if (isElementsPart(part)) {
      if (i === 0)
        throw new CommandError(
          2,
          `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`,
        );
      const identifier = part.slice(2, -1);
      if (identifier !== "" && !filters.has(identifier)) {
        throw new CommandError(2, `No array filter found for identifier '${identifier}' in path '${path}'`);
      }
      used.add(identifier);
    } else if (part.startsWith("$") && !["$ref", "$id", "$db"].includes(part)) {
      throw new CommandError(52, `The dollar ($) prefixed field '${part}' in '${path}' is not valid for storage.`);
    }
  }
  return parts;
}
