import { Decimal128 } from "bson";
import { keysAt } from "./model.ts";
import { asDouble, identical, isArray, isNaNValue, isObject, order, type Plain } from "./model-values.ts";

interface Known {
  difference: string;
  /** Whether a command, on these documents, would meet it. */
  concerns: (command: Plain, documents: readonly Plain[], unique: Plain | undefined) => boolean;
}

/** The paths that a command sorts by. */
function sortedBy({ sort, pipeline }: Plain): string[] {
  const stages = (pipeline ?? []) as Plain[];
  return [sort, ...stages.map(({ $sort }) => $sort)].flatMap((one) => Object.keys((one as Plain | undefined) ?? {}));
}

function stagesOf({ pipeline }: Plain, name: string): Plain[] {
  return ((pipeline ?? []) as Plain[]).flatMap((stage) => (name in stage ? [stage[name] as Plain] : []));
}

/** The updates of a command; `update` is also the name of the command itself. */
function changesOf({ update, updates }: Plain): Plain[] {
  const changes = [update, ...((updates ?? []) as Plain[]).map(({ u }) => u)];
  return changes.filter((change): change is Plain => isObject(change));
}

/** The operand of an operator in every update of a command. */
function changesBy(operator: string, command: Plain): Plain[] {
  return changesOf(command).flatMap((change) => (operator in change ? [change[operator] as Plain] : []));
}

/** Whether there are equal values that are not the same, such as 1 and 1.0. */
function hasEqualForms(values: readonly unknown[]): boolean {
  const sorted = [...values].sort(order);
  return sorted.some((value, at) => at > 0 && order(value, sorted[at - 1]) === 0 && !identical(value, sorted[at - 1]));
}

function valuesOf(documents: readonly Plain[], path: unknown): unknown[] {
  return documents.flatMap((doc) => keysAt(doc, String(path)).flat());
}

/** Whether the test holds for some operator or path of the filters of a command. */
function asks(command: Plain, test: (name: string, operand: unknown) => boolean): boolean {
  const { filter, query, updates, deletes } = command;
  const statements = [...((updates ?? []) as Plain[]), ...((deletes ?? []) as Plain[])];
  const within = (condition: unknown): boolean =>
    isArray(condition)
      ? condition.some(within)
      : isObject(condition) &&
        Object.entries(condition).some(([name, operand]) => test(name, operand) || within(operand));
  return [filter, query, ...statements.map(({ q }) => q), ...stagesOf(command, "$match")].some(within);
}

/** The documents a command may write, and the fields it may set. */
function writtenBy(command: Plain): Plain[] {
  const { documents, query, updates } = command;
  const filters = [query, ...((updates ?? []) as Plain[]).map(({ q }) => q)].filter(isObject);
  return [...((documents ?? []) as Plain[]), ...filters, ...changesOf(command), ...changesBy("$set", command)];
}

const isCompound = (value: unknown): boolean => isObject(value) || isArray(value);

function isList(name: string, operand: unknown): operand is unknown[] {
  return (name === "$in" || name === "$nin") && isArray(operand);
}

/** Whether a command may put a document in place that has not all fields of the compound unique index. */
function mayLackFields(command: Plain): boolean {
  const inserted = (command.documents ?? []) as Plain[];
  const upserts = [command, ...((command.updates ?? []) as Plain[])].filter(({ upsert }) => upsert === true);
  const isReplacement = (doc: Plain): boolean => !Object.keys(doc).some((name) => name.startsWith("$"));
  const replacements = changesOf(command).filter(isReplacement);
  const made = [...inserted, ...replacements, ...upserts.map(({ q, query }) => (q ?? query) as Plain)];
  return made.some(({ u, k }) => (u ?? null) === null || k === undefined);
}

/** Where a compatible engine is no MongoDB: a command that would meet one of these is asked of nobody. */
const KNOWN: Known[] = [
  {
    difference: "an empty array sorts as null, not before it",
    concerns: (command, documents) =>
      sortedBy(command).some((path) => documents.some((doc) => keysAt(doc, path).some((key) => key.length === 0))),
  },
  {
    difference: "$count of nothing gives a document with 0, not none",
    concerns: (command) => stagesOf(command, "$count").length > 0,
  },
  {
    difference: "$group does not meet the documents in the order of the $sort before it",
    concerns: (command, documents) =>
      stagesOf(command, "$group").some(
        (group) =>
          JSON.stringify(group).includes('"$push"') ||
          ["a", "b", "n", "k"].some((field) => hasEqualForms(documents.map((doc) => doc[field]))),
      ),
  },
  {
    difference: "$unset of a field below an array is an error, not nothing",
    concerns: (command, documents) =>
      changesBy("$unset", command).some((fields) =>
        Object.keys(fields).some((path) => path === "c.d" && documents.some(({ c }) => isArray(c))),
      ),
  },
  {
    difference: "$unset of an element that is null, and $push that is cut to what was there, count as changes",
    concerns: (command, documents) =>
      changesBy("$push", command).some(({ t }) => isObject(t) && "$slice" in t) ||
      (changesBy("$unset", command).some((fields) => "t.0" in fields) &&
        documents.some(({ t }) => isArray(t) && t[0] === null)),
  },
  {
    difference: "$inc by 0 counts as a change",
    concerns: (command) =>
      changesBy("$inc", command).some((fields) => Object.values(fields).some((by) => asDouble(by) === 0)),
  },
  {
    difference:
      "documents and arrays whose numbers are of other types are not equal to $in, $nin, $lookup, $addToSet, $pullAll and sorts",
    concerns: (command, documents) => {
      const joined = stagesOf(command, "$lookup").flatMap(({ localField, foreignField }) => [localField, foreignField]);
      const compared = [...joined, ...sortedBy(command)].flatMap((path) => valuesOf(documents, path));
      const sets = [...changesBy("$addToSet", command), ...changesBy("$pullAll", command)];
      const added = sets.flatMap(({ t }) => (isObject(t) && "$each" in t ? t.$each : t));
      return (
        hasEqualForms(compared.filter(isCompound)) ||
        added.some(isCompound) ||
        asks(command, (name, list) => isList(name, list) && list.some(isCompound))
      );
    },
  },
  {
    difference: "a missing field in the compound _id of $group is null",
    concerns: (command) => stagesOf(command, "$group").some(({ _id }) => isObject(_id)),
  },
  {
    difference: "$min and $max do not take NaN for the least number",
    concerns: (command, documents) =>
      [...changesBy("$min", command), ...changesBy("$max", command)].some((fields) =>
        Object.entries(fields).some(
          ([path, operand]) => isNaNValue(operand) || valuesOf(documents, path).some(isNaNValue),
        ),
      ),
  },
  {
    difference: "$elemMatch on a field of a unique index may be refused",
    concerns: (command, _, unique) =>
      asks(
        command,
        (name, operand) =>
          Object.hasOwn((unique?.key as Plain | undefined) ?? {}, name) && isObject(operand) && "$elemMatch" in operand,
      ),
  },
  {
    difference: "a Decimal128 in the list of $in or $nin does not equal a number of another type",
    concerns: (command) =>
      asks(command, (name, operand) => isList(name, operand) && operand.some((one) => one instanceof Decimal128)),
  },
  {
    difference: "$lookup does not join an array in an array with a whole array",
    concerns: (command, documents) =>
      stagesOf(command, "$lookup").some(({ localField }) => valuesOf(documents, localField).some(isArray)),
  },
  {
    difference: "$set of a Decimal128, a document or an array equal to what is there in another form is no change",
    concerns: (command, documents) =>
      changesBy("$set", command).some((fields) =>
        Object.entries(fields).some(
          ([path, value]) =>
            (isCompound(value) || path === "x") &&
            documents.some((doc) => order(doc[path], value) === 0 && !identical(doc[path], value)),
        ),
      ),
  },
  {
    difference: "a compound unique index leaves out who has null in it or not all of its fields",
    concerns: (command, _, unique) =>
      Object.keys((unique?.key as Plain | undefined) ?? {}).length > 1 &&
      (mayLackFields(command) ||
        changesBy("$set", command).some(({ u }) => u === null) ||
        changesBy("$unset", command).some(({ u, k }) => u !== undefined || k !== undefined)),
  },
  {
    difference: "a sparse unique index takes null for missing",
    concerns: (command, _, unique) => unique?.sparse === true && writtenBy(command).some(({ u }) => u === null),
  },
];

/** The difference that a command would meet, if any. */
export function knownDifference(...asked: Parameters<Known["concerns"]>): string | undefined {
  return KNOWN.find(({ concerns }) => concerns(...asked))?.difference;
}
