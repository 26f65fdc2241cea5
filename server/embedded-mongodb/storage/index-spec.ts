import { Int32 } from "bson";
import { compileFilter, isOperatorDoc } from "../query/filter.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { equalValues } from "../values/order.ts";
import { isDoc, isNumber } from "../values/types.ts";
import type { Collection } from "./catalogue.ts";

const REFUSED_TYPES = ["text", "2d", "2dsphere", "hashed", "columnstore", "wildcard"];
const PARTIAL_OPERATORS = ["$eq", "$exists", "$gt", "$gte", "$lt", "$lte", "$type", "$in"];
const MAX_TTL_SECONDS = 2 ** 31 - 1;
const MAX_INDEXES = 64;

/**
 * Checks what a client asks of an index (its fields are checked already) and gives the form that is kept. Throws
 * CommandError 67, 115, 197.
 */
export function normaliseIndexSpec(given: Doc): Doc {
  const key = given.key;
  if (!isDoc(key) || Object.keys(key).length === 0) throw new CommandError(67, "an index needs a key with fields");
  for (const [path, direction] of Object.entries(key)) checkKeyField(path, direction);
  const name = given.name;
  if (typeof name !== "string" || name === "") throw new CommandError(9, "an index needs a name");
  const spec: Doc = { v: new Int32(2), key, name };
  if (given.unique === true) spec.unique = true;
  if (given.sparse === true) spec.sparse = true;
  const expression = given.partialFilterExpression;
  if (expression !== undefined) {
    if (!isDoc(expression)) throw new CommandError(67, "partialFilterExpression must be a document");
    if (spec.sparse === true) throw new CommandError(67, "cannot mix partialFilterExpression and sparse");
    compileFilter(expression);
    checkPartial(expression);
    spec.partialFilterExpression = expression;
  }
  const seconds = given.expireAfterSeconds;
  if (seconds !== undefined) spec.expireAfterSeconds = checkSeconds(seconds, key);
  return spec;
}

function checkKeyField(path: string, direction: unknown): void {
  if (path.includes("$**")) throw new CommandError(115, "wildcard indexes are not supported by this server");
  if (path === "" || path.startsWith(".") || path.endsWith(".") || path.includes("..") || path.startsWith("$")) {
    throw new CommandError(67, `'${path}' is not a path to index`);
  }
  if (typeof direction === "string" && REFUSED_TYPES.includes(direction)) {
    throw new CommandError(115, `${direction} indexes are not supported by this server`);
  }
  if (!isNumber(direction) || Number(direction) === 0 || Number.isNaN(Number(direction))) {
    throw new CommandError(67, `Values in the index key pattern must be 1 or -1: ${path}`);
  }
}

function checkPartial(expression: Doc): void {
  for (const [path, condition] of Object.entries(expression)) {
    if (path === "$and" && Array.isArray(condition)) {
      for (const branch of condition) checkPartial(branch as Doc);
      continue;
    }
    if (path.startsWith("$")) throw new CommandError(67, `unsupported expression in partial index: ${path}`);
    if (!isOperatorDoc(condition)) continue;
    for (const [operator, operand] of Object.entries(condition as Doc)) {
      const refused = operator === "$exists" && operand === false;
      if (refused || !PARTIAL_OPERATORS.includes(operator)) {
        throw new CommandError(67, `unsupported expression in partial index: ${operator}`);
      }
    }
  }
}

function checkSeconds(seconds: unknown, key: Doc): unknown {
  const value = isNumber(seconds) ? Number(seconds) : Number.NaN;
  if (!(value >= 0 && value <= MAX_TTL_SECONDS)) {
    throw new CommandError(67, `TTL index 'expireAfterSeconds' must be between 0 and ${MAX_TTL_SECONDS}`);
  }
  if (Object.keys(key).length > 1) throw new CommandError(67, "TTL indexes are single-field indexes");
  if ("_id" in key) throw new CommandError(197, "The field 'expireAfterSeconds' is not valid for an _id index");
  return seconds;
}

/**
 * The specs that a collection does not have yet. Throws CommandError 85 or 86 where one is at odds with an index that
 * exists, 67 for too many.
 */
export function missingSpecs(collection: Collection, specs: readonly Doc[]): Doc[] {
  const known = [collection.primary, ...collection.indexes].map((index) => index.spec);
  const missing: Doc[] = [];
  for (const spec of specs) {
    if (isIdKey(spec.key as Doc)) continue;
    if (exists(known, spec)) continue;
    known.push(spec);
    missing.push(spec);
  }
  if (known.length > MAX_INDEXES) throw new CommandError(67, `too many indexes: at most ${MAX_INDEXES}`);
  return missing;
}

function isIdKey(key: Doc): boolean {
  return Object.keys(key).length === 1 && Number(key._id) === 1;
}

function exists(known: readonly Doc[], spec: Doc): boolean {
  const sameName = known.find((other) => other.name === spec.name);
  if (sameName !== undefined) {
    if (!sameIndex(sameName, spec)) {
      throw new CommandError(86, `An existing index has the same name as the requested index: ${String(spec.name)}`);
    }
    if (!equalOption(sameName, spec, "expireAfterSeconds")) {
      throw new CommandError(85, "An equivalent index already exists with the same name but different options");
    }
    return true;
  }
  const equivalent = known.find((other) => sameIndex(other, spec));
  if (equivalent !== undefined) {
    throw new CommandError(85, `Index already exists with a different name: ${String(equivalent.name)}`);
  }
  return false;
}

/** Key, uniqueness, sparseness and filter expression make an index; all else are mere options. */
function sameIndex(a: Doc, b: Doc): boolean {
  return ["key", "unique", "sparse", "partialFilterExpression"].every((option) => equalOption(a, b, option));
}

function equalOption(a: Doc, b: Doc, option: string): boolean {
  return equalValues(a[option] ?? false, b[option] ?? false);
}
