import { compileExpression } from "../pipeline/expression.ts";
import { isTruthy } from "../pipeline/scope.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { toDouble } from "../values/numbers.ts";
import { isDoc, isNumber, regexOf, typeOf } from "../values/types.ts";
import { equals, inRange, isOneOf, matchesPattern, type ValueTest } from "./comparisons.ts";
import { isListed, QUERY_FIELD_OPERATORS, QUERY_LOGICAL_OPERATORS, QUERY_REFUSED_OPERATORS } from "./operators.ts";
import { compileRegex } from "./regex.ts";
import { someAtPath } from "./traverse.ts";
import { typesOf } from "./type-alias.ts";

/** A compiled query. */
export type Filter = { test(doc: Doc): boolean };

/** A condition on one path: of a whole document, or (inside $elemMatch) of one value. */
type Condition = { ofDoc(doc: Doc): boolean; ofValue: ValueTest };

type FieldOperator = (typeof QUERY_FIELD_OPERATORS)[number];

/**
 * Compiles a MongoDB filter. Throws CommandError: 2 for an unknown operator or a bad operand, 115 for an operator that
 * MongoDB has and this store has not.
 */
export function compileFilter(filter: Doc): Filter {
  const tests = Object.entries(filter).map(([name, operand]) =>
    name.startsWith("$") ? compileLogical(name, operand) : compileField(name, operand).ofDoc,
  );
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return { test: only };
  return { test: (doc) => tests.every((test) => test(doc)) };
}

function compileLogical(name: string, operand: unknown): (doc: Doc) => boolean {
  if (!isListed(QUERY_LOGICAL_OPERATORS, name)) throw refusedOperator(name, "top level operator");
  switch (name) {
    case "$comment":
      return () => true;
    case "$expr": {
      const expression = compileExpression(operand);
      return (doc) => isTruthy(expression({ root: doc, now: new Date() }));
    }
    case "$and": {
      const filters = branches(name, operand);
      return (doc) => filters.every((filter) => filter.test(doc));
    }
    case "$or": {
      const filters = branches(name, operand);
      return (doc) => filters.some((filter) => filter.test(doc));
    }
    case "$nor": {
      const filters = branches(name, operand);
      return (doc) => !filters.some((filter) => filter.test(doc));
    }
    default:
      return name satisfies never;
  }
}

function branches(name: string, operand: unknown): Filter[] {
  if (!Array.isArray(operand)) throw new CommandError(2, `${name} must be an array`);
  if (operand.length === 0) throw new CommandError(2, `${name} argument must be a non-empty array`);
  return operand.map((branch) => {
    if (!isDoc(branch)) throw new CommandError(2, `${name} argument's entries must be objects`);
    return compileFilter(branch);
  });
}

/** The error for an operator off the list: 115 if MongoDB has it, else 2. */
function refusedOperator(name: string, what: string): CommandError {
  return isListed(QUERY_REFUSED_OPERATORS, name)
    ? new CommandError(115, `${name} is not supported by this server`)
    : new CommandError(2, `unknown ${what}: ${name}`);
}

/** True for {$gt: …}: a sub-document whose first field is an operator. References ($ref) are values. */
export function isOperatorDoc(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const first = Object.keys(value)[0];
  return first?.startsWith("$") === true && !["$ref", "$id", "$db"].includes(first);
}

function compileField(path: string, operand: unknown): Condition {
  if (typeOf(operand) === "regex") return leaf(path, matchesPattern(operand));
  return isOperatorDoc(operand) ? compileOperators(path, operand) : leaf(path, equals(operand));
}

function compileOperators(path: string, operators: Doc): Condition {
  const conditions = Object.entries(operators).map(([name, operand]) => {
    if (!isListed(QUERY_FIELD_OPERATORS, name)) throw refusedOperator(name, "operator");
    return compileOperator(path, name, { operand, siblings: operators });
  });
  return every(conditions);
}

type Operand = { operand: unknown; siblings: Doc };

function compileOperator(path: string, name: FieldOperator, { operand, siblings }: Operand): Condition {
  switch (name) {
    case "$eq":
      return leaf(path, equals(operand));
    case "$ne":
      if (typeOf(operand) === "regex") throw new CommandError(2, "Can't have regex as arg to $ne.");
      return not(leaf(path, equals(operand)));
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return leaf(path, inRange(name, operand));
    case "$in":
      return leaf(path, isOneOf(listOf(name, operand)));
    case "$nin":
      return not(leaf(path, isOneOf(listOf(name, operand))));
    case "$not":
      return not(compileNegated(path, operand));
    case "$exists": {
      const exists = leaf(path, (value) => value !== undefined);
      return isTruthy(operand) ? exists : not(exists);
    }
    case "$type": {
      const types = typesOf(operand);
      return leaf(path, (value) => types.has(typeOf(value)));
    }
    case "$size":
      return leaf(path, hasSize(operand), false);
    case "$all":
      return compileAll(path, operand);
    case "$elemMatch":
      return leaf(path, compileElemMatch(operand), false);
    case "$regex":
      return leaf(path, compileRegexOperator(operand, siblings.$options));
    case "$options":
      if (!Object.hasOwn(siblings, "$regex")) throw new CommandError(2, "$options needs a $regex");
      return every([]);
    default:
      return name satisfies never;
  }
}

function leaf(path: string, test: ValueTest, leafArrays = true): Condition {
  if (!path.includes(".")) {
    return {
      ofValue: test,
      ofDoc: (doc) => {
        const value = Object.hasOwn(doc, path) ? doc[path] : undefined;
        return (leafArrays && Array.isArray(value) && value.some(test)) || test(value);
      },
    };
  }
  const target = { parts: path.split("."), leafArrays };
  return { ofValue: test, ofDoc: (doc) => someAtPath(doc, target, test) };
}

function not(condition: Condition): Condition {
  return { ofValue: (value) => !condition.ofValue(value), ofDoc: (doc) => !condition.ofDoc(doc) };
}

function every(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  if (only !== undefined && conditions.length === 1) return only;
  return {
    ofValue: (value) => conditions.every((condition) => condition.ofValue(value)),
    ofDoc: (doc) => conditions.every((condition) => condition.ofDoc(doc)),
  };
}

function listOf(name: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw new CommandError(2, `${name} needs an array`);
  if (operand.some(isOperatorDoc)) throw new CommandError(2, `cannot nest $ under ${name}`);
  return operand;
}

function compileNegated(path: string, operand: unknown): Condition {
  if (typeOf(operand) === "regex") return leaf(path, matchesPattern(operand));
  if (!isDoc(operand)) throw new CommandError(2, "$not needs a regex or a document");
  if (Object.keys(operand).length === 0) throw new CommandError(2, "$not cannot be empty");
  return compileOperators(path, operand);
}

function hasSize(operand: unknown): ValueTest {
  if (!isNumber(operand)) throw new CommandError(2, "Failed to parse $size. Expected a number");
  const size = toDouble(operand);
  if (!Number.isInteger(size)) throw new CommandError(2, "Failed to parse $size. Expected an integer");
  if (size < 0) throw new CommandError(2, "Failed to parse $size. Expected a non-negative number");
  return (value) => Array.isArray(value) && value.length === size;
}

function compileAll(path: string, operand: unknown): Condition {
  if (!Array.isArray(operand)) throw new CommandError(2, "$all needs an array");
  if (operand.length === 0) return leaf(path, () => false);
  const areElemMatches = isDoc(operand[0]) && Object.keys(operand[0])[0] === "$elemMatch";
  return every(
    operand.map((entry) => {
      if (areElemMatches) {
        if (!isDoc(entry) || Object.keys(entry).join() !== "$elemMatch") {
          throw new CommandError(2, "$all/$elemMatch has to be consistent");
        }
        return leaf(path, compileElemMatch(entry.$elemMatch), false);
      }
      if (isOperatorDoc(entry)) throw new CommandError(2, "no $ expressions in $all");
      return leaf(path, typeOf(entry) === "regex" ? matchesPattern(entry) : equals(entry));
    }),
  );
}

/** A test of an array (any other value fails): some element matches the operand of `$elemMatch`. */
function compileElemMatch(operand: unknown): ValueTest {
  const matches = compileElementTest(operand);
  return (value) => Array.isArray(value) && value.some(matches);
}

/** A test of one element: {$gt: 1} of the value itself, {k: 1} of a sub-document (or of an array, by position). */
export function compileElementTest(operand: unknown): ValueTest {
  if (!isDoc(operand)) throw new CommandError(2, "$elemMatch needs an Object");
  const first = Object.keys(operand)[0];
  if (first !== undefined && isOperatorDoc(operand) && !isListed(QUERY_LOGICAL_OPERATORS, first)) {
    return compileOperators("", operand).ofValue;
  }
  const filter = compileFilter(operand);
  return (element) => {
    if (isDoc(element)) return filter.test(element);
    return Array.isArray(element) && filter.test({ ...element } as unknown as Doc);
  };
}

function compileRegexOperator(operand: unknown, options: unknown): ValueTest {
  if (options !== undefined && typeof options !== "string") throw new CommandError(2, "$options has to be a string");
  if (typeOf(operand) === "regex") {
    const own = regexOf(operand);
    if (options === undefined) return matchesPattern(operand);
    if (own.options !== "") throw new CommandError(51075, "options set in both $regex and $options");
    return textTest(compileRegex(own.pattern, options));
  }
  if (typeof operand !== "string") throw new CommandError(2, "$regex has to be a string");
  return textTest(compileRegex(operand, options ?? ""));
}

function textTest(regex: RegExp): ValueTest {
  return (value) => typeof value === "string" && regex.test(value);
}
