import type { Doc } from "../values/decode.ts";
import { compareValues } from "../values/order.ts";
import { isDoc, isNumber, regexOf, typeOf } from "../values/types.ts";
import { isOperatorDoc } from "./filter.ts";

type Bound = { value: unknown; inclusive: boolean };

/**
 * What a filter demands of one path, for choosing and reading an index. Every match satisfies each bound given (through
 * an array: some element does), but not the other way round: the filter is to be tested on the documents found.
 * `exactScalar`: the conditions on this path are one equality with a plain scalar and nothing else, so that on an index
 * without arrays no test is needed for this path.
 * `starts`: a string that the value begins with, unless it is a regular expression itself.
 */
export type PathBounds = {
  eq?: unknown;
  in?: unknown[];
  low?: Bound;
  high?: Bound;
  starts?: string;
  exactScalar: boolean;
};

/** The bounds of each path of a filter, through a top-level `$and`. A path without usable bounds has exactScalar false. */
export function boundsOf(filter: Doc): Map<string, PathBounds> {
  const bounds = new Map<string, PathBounds>();
  collect(filter, bounds);
  return bounds;
}

function collect(filter: Doc, bounds: Map<string, PathBounds>): void {
  for (const [name, operand] of Object.entries(filter)) {
    if (name === "$and") {
      for (const branch of Array.isArray(operand) ? operand : []) if (isDoc(branch)) collect(branch, bounds);
    } else if (!name.startsWith("$")) {
      const earlier = bounds.get(name);
      const entry: PathBounds = earlier ?? { exactScalar: true };
      bounds.set(name, entry);
      addConditions(entry, operand);
      if (/(^|\.)\d+(\.|$)/.test(name)) dropNull(entry);
      if (earlier !== undefined) entry.exactScalar = false;
    }
  }
}

/** Along a position, a query also sees the missing field of that name in each element; an index does not. */
function dropNull(entry: PathBounds): void {
  if (entry.eq === null) {
    delete entry.eq;
    entry.exactScalar = false;
  }
  if (entry.in?.includes(null) === true) delete entry.in;
}

function addConditions(entry: PathBounds, operand: unknown): void {
  if (typeOf(operand) === "regex") {
    entry.exactScalar = false;
    addStart(entry, operand);
  } else if (!isOperatorDoc(operand)) {
    addEquality(entry, operand);
  } else {
    const operators = Object.entries(operand);
    if (operators.length !== 1) entry.exactScalar = false;
    for (const [operator, value] of operators) addOperator(entry, operator, value);
    if (!Object.hasOwn(operand as Doc, "$options")) addStart(entry, (operand as Doc).$regex);
  }
}

/** Only letters and numbers after the anchor: there a pattern means what it says, whatever its language. */
const ANCHORED = /^\^([\p{L}\p{M}\p{N}]+)$/u;

/** A pattern that is anchored and plain says how its strings begin. */
function addStart(entry: PathBounds, operand: unknown): void {
  const isRegex = typeOf(operand) === "regex";
  if (!isRegex && typeof operand !== "string") return;
  const { pattern, options } = isRegex ? regexOf(operand) : { pattern: operand as string, options: "" };
  const [, start] = (options === "" && ANCHORED.exec(pattern)) || [];
  if (start !== undefined) entry.starts ??= start;
}

function addOperator(entry: PathBounds, operator: string, value: unknown): void {
  if (operator === "$eq") {
    addEquality(entry, value);
    return;
  }
  entry.exactScalar = false;
  if (operator === "$in" && Array.isArray(value) && entry.in === undefined) {
    if (value.every((point) => hasExactKey(point))) entry.in = value;
  } else if ((operator === "$gt" || operator === "$gte") && hasRange(value) && entry.low === undefined) {
    entry.low = { value, inclusive: operator === "$gte" };
  } else if ((operator === "$lt" || operator === "$lte") && hasRange(value) && entry.high === undefined) {
    entry.high = { value, inclusive: operator === "$lte" };
  } else if (operator === "$elemMatch" && isOperatorDoc(value)) {
    addOwnElementBounds(entry, value);
  }
}

/** {$elemMatch: {$gte: 1, $lt: 5}} bounds the elements; logical operators inside say nothing simple. */
function addOwnElementBounds(entry: PathBounds, operators: Doc): void {
  for (const [operator, value] of Object.entries(operators)) {
    if (operator === "$eq" || operator.startsWith("$gt") || operator.startsWith("$lt") || operator === "$in") {
      // An element that is an array itself is no entry of the index: only scalars can be looked up.
      addOperator(entry, operator, value);
    }
  }
  entry.exactScalar = false;
}

function addEquality(entry: PathBounds, value: unknown): void {
  if (!hasExactKey(value)) {
    entry.exactScalar = false;
    return;
  }
  // A second equality of another value may be met by another element: the first one stays as the bound.
  if (Object.hasOwn(entry, "eq")) entry.exactScalar = false;
  else entry.eq = value;
  const type = typeOf(value);
  if (type === "null" || type === "missing" || type === "object") entry.exactScalar = false;
}

/** Whether equality with a value is one point of an index: not for arrays, patterns and what has no exact key. */
function hasExactKey(value: unknown): boolean {
  return typeOf(value) !== "array" && canEncode(value);
}

function canEncode(value: unknown): boolean {
  const type = typeOf(value);
  if (type === "object") return Object.values(value as Doc).every(canEncode);
  if (type === "array") return (value as unknown[]).every(canEncode);
  return !["regex", "decimal", "javascript", "missing"].includes(type);
}

/** Whether a range operator stays within one type bracket of an index. */
function hasRange(value: unknown): boolean {
  const type = typeOf(value);
  if (isNumber(value)) return type !== "decimal" && compareValues(value, Number.NaN) !== 0;
  return ["string", "objectId", "bool", "date", "timestamp", "binData"].includes(type);
}
