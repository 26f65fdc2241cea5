import { compileFilter } from "../query/filter.ts";
import { isListed, PIPELINE_REFUSED_STAGES, PIPELINE_STAGES } from "../query/operators.ts";
import { compileSort } from "../query/sort.ts";
import { countValue } from "../values/arithmetic.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { toDouble } from "../values/numbers.ts";
import { isDoc, isNumber, typeOf } from "../values/types.ts";
import { compileExpression } from "./expression.ts";
import { compileGroup } from "./group.ts";
import { compileLookup } from "./lookup.ts";
import { compileAddFields, compileProject, compileUnset } from "./project.ts";
import type { Stage, StageContext } from "./stage.ts";
import { compileUnwind } from "./unwind.ts";

/** A compiled pipeline. `leadingMatch` is the filter of a first `$match`, which `run` leaves to the caller. */
export type Pipeline = {
  leadingMatch?: Doc;
  run(input: Iterable<Doc>, lookup: (collection: string) => Iterable<Doc>): Iterable<Doc>;
};

/**
 * Compiles an aggregation pipeline. `run` is lazy; documents given to it are not changed. Throws CommandError: 40323 for a
 * stage that is not one field, 40324 for an unknown stage, 115 for one that only MongoDB has, and the stages' own numbers.
 */
export function compilePipeline(stages: Doc[]): Pipeline {
  const [first] = stages;
  const leadingMatch = first !== undefined && Object.keys(first).join() === "$match" ? first.$match : undefined;
  const compiled = stages.map(compileStage);
  const rest = leadingMatch === undefined ? compiled : compiled.slice(1);
  const run: Pipeline["run"] = (input, lookup) => runStages(rest, input, { now: new Date(), lookup });
  return isDoc(leadingMatch) ? { leadingMatch, run } : { run };
}

function runStages(stages: readonly Stage[], input: Iterable<Doc>, context: StageContext): Iterable<Doc> {
  return stages.reduce((documents, stage) => stage(documents, context), input);
}

function compileStage(spec: Doc): Stage {
  const names = isDoc(spec) ? Object.keys(spec) : [];
  const [name] = names;
  if (name === undefined || names.length !== 1) {
    throw new CommandError(40323, "A pipeline stage specification object must contain exactly one field.");
  }
  if (!isListed(PIPELINE_STAGES, name)) {
    throw isListed(PIPELINE_REFUSED_STAGES, name)
      ? new CommandError(115, `${name} is not supported by this server`)
      : new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
  const operand = spec[name];
  switch (name) {
    case "$match":
      return compileMatch(operand);
    case "$project":
      return compileProject(operand);
    case "$addFields":
    case "$set":
      return compileAddFields(name, operand);
    case "$unset":
      return compileUnset(operand);
    case "$group":
      return compileGroup(operand);
    case "$sort":
      return compileSortStage(operand);
    case "$limit":
      return limitTo(wholeOperand(operand, { name, least: 1, codes: [15957, 15958] }));
    case "$skip":
      return skip(wholeOperand(operand, { name, least: 0, codes: [15972, 15956] }));
    case "$count":
      return compileCount(operand);
    case "$unwind":
      return compileUnwind(operand);
    case "$lookup":
      return compileLookup(operand);
    case "$replaceRoot":
      if (!isDoc(operand)) throw new CommandError(40229, "expected an object as specification for $replaceRoot stage");
      return compileReplaceRoot(operand.newRoot);
    case "$replaceWith":
      return compileReplaceRoot(operand);
    default:
      return name satisfies never;
  }
}

function compileMatch(operand: unknown): Stage {
  if (!isDoc(operand)) throw new CommandError(15959, "the match filter must be an expression in an object");
  const filter = compileFilter(operand);
  return function* match(input) {
    for (const doc of input) if (filter.test(doc)) yield doc;
  };
}

function compileSortStage(operand: unknown): Stage {
  if (!isDoc(operand)) throw new CommandError(15973, "the $sort key specification must be an object");
  if (Object.keys(operand).length === 0) throw new CommandError(15976, "$sort stage must have at least one sort key");
  compileSort(operand);
  return function* sort(input) {
    yield* [...input].sort(compileSort(operand));
  };
}

type WholeOperand = { name: string; least: number; codes: readonly [number, number] };

function wholeOperand(operand: unknown, { name, least, codes }: WholeOperand): number {
  const count = isNumber(operand) ? toDouble(operand) : Number.NaN;
  if (!Number.isInteger(count)) throw new CommandError(codes[0], `the operand of ${name} must be a whole number`);
  if (count < least) throw new CommandError(codes[1], `the operand of ${name} must be at least ${least}`);
  return count;
}

function limitTo(count: number): Stage {
  return function* limit(input) {
    let left = count;
    for (const doc of input) {
      yield doc;
      left -= 1;
      if (left === 0) return;
    }
  };
}

function skip(count: number): Stage {
  return function* skipped(input) {
    let left = count;
    for (const doc of input) {
      if (left > 0) left -= 1;
      else yield doc;
    }
  };
}

function compileCount(operand: unknown): Stage {
  if (typeof operand !== "string") throw new CommandError(40156, "the count field must be a non-empty string");
  if (operand === "") throw new CommandError(40157, "the count field must be a non-empty string");
  if (operand.startsWith("$")) throw new CommandError(40158, "the count field cannot be a $-prefixed path");
  if (operand.includes(".")) throw new CommandError(40160, "the count field cannot contain '.'");
  return function* count(input) {
    let total = 0;
    for (const _ of input) total += 1;
    // Of nothing there is no document, not a count of 0.
    if (total > 0) yield { [operand]: countValue(total) };
  };
}

function compileReplaceRoot(operand: unknown): Stage {
  if (operand === undefined) throw new CommandError(40231, "no newRoot specified for the $replaceRoot stage");
  const expression = compileExpression(operand);
  return function* replaceRoot(input, { now }) {
    for (const doc of input) {
      const root = expression({ root: doc, now });
      if (!isDoc(root))
        throw new CommandError(
          40228,
          `'newRoot' expression must evaluate to an object, but resulting value was of type ${typeOf(root)}`,
        );
      yield root;
    }
  };
}
