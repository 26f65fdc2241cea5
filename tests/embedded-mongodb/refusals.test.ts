import { describe, expect, it } from "vitest";
import { compileExpression } from "../../server/embedded-mongodb/pipeline/expression.ts";
import { compilePipeline } from "../../server/embedded-mongodb/pipeline/pipeline.ts";
import { compileFilter } from "../../server/embedded-mongodb/query/filter.ts";
import {
  ACCUMULATORS,
  EXPRESSIONS,
  PIPELINE_REFUSED_STAGES,
  PIPELINE_STAGES,
  PROJECTION_OPERATORS,
  PROJECTION_REFUSED_OPERATORS,
  PUSH_MODIFIERS,
  QUERY_FIELD_OPERATORS,
  QUERY_LOGICAL_OPERATORS,
  QUERY_REFUSED_OPERATORS,
  REFUSED_ACCUMULATORS,
  UPDATE_OPERATORS,
  UPDATE_REFUSED_OPERATORS,
} from "../../server/embedded-mongodb/query/operators.ts";
import { compileProjection } from "../../server/embedded-mongodb/query/projection.ts";
import { compileSort } from "../../server/embedded-mongodb/query/sort.ts";
import { compileUpdate } from "../../server/embedded-mongodb/update/update.ts";
import { CommandError } from "../../server/embedded-mongodb/values/errors.ts";
import { codeOf, stored } from "./semantics.ts";

/** The number of the error, or 0 if there is none. Anything but a CommandError fails the test. */
function outcome(run: () => unknown): number {
  try {
    run();
  } catch (error) {
    if (error instanceof CommandError) return error.code;
    throw error;
  }
  return 0;
}

const OPERANDS: readonly unknown[] = [1, "$a", [1, 1], { b: 1 }, [{ b: 1 }], /x/, null, "a", {}, []];

/** Compiles with each of several operands; true if one of them is accepted. */
function accepted(compile: (operand: unknown) => unknown): boolean {
  return OPERANDS.some((operand) => outcome(() => compile(operand)) === 0);
}

describe("operators of queries", () => {
  it.each(QUERY_FIELD_OPERATORS.filter((name) => name !== "$options"))("has %s", (name) => {
    expect(accepted((operand) => compileFilter(stored({ a: { [name]: operand } })))).toBe(true);
  });

  it.each(QUERY_LOGICAL_OPERATORS)("has %s", (name) => {
    expect(accepted((operand) => compileFilter(stored({ [name]: operand })))).toBe(true);
  });

  it.each(QUERY_REFUSED_OPERATORS)("refuses %s, which MongoDB has, with 115 everywhere", (name) => {
    for (const filter of [
      { [name]: 1 },
      { a: { [name]: 1 } },
      { a: { $not: { [name]: 1 } } },
      { a: { $elemMatch: { [name]: 1 } } },
    ]) {
      expect(codeOf(() => compileFilter(stored(filter)))).toBe(115);
    }
  });

  it.each(["$foo", "$EQ", "$", "$$eq"])("refuses %s, which nobody has, with 2", (name) => {
    expect(codeOf(() => compileFilter(stored({ [name]: 1 })))).toBe(2);
    expect(codeOf(() => compileFilter(stored({ a: { [name]: 1 } })))).toBe(2);
    expect(codeOf(() => compileFilter(stored({ $or: [{ a: { $gt: 1, [name]: 1 } }] })))).toBe(2);
  });
});

describe("operators of updates", () => {
  it.each(UPDATE_OPERATORS)("has %s", (name) => {
    const more: unknown[] = [{ $type: "date" }, "b"];
    const found = [...OPERANDS, ...more].some(
      (operand) => outcome(() => compileUpdate(stored({ [name]: { a: operand } }))) === 0,
    );
    expect(found).toBe(true);
  });

  it.each(UPDATE_REFUSED_OPERATORS)("refuses %s, which MongoDB has, with 115", (name) => {
    expect(codeOf(() => compileUpdate(stored({ [name]: { a: { or: 1 } } })))).toBe(115);
    expect(codeOf(() => compileUpdate(stored({ $set: { b: 1 }, [name]: { a: { or: 1 } } })))).toBe(115);
  });

  it.each(["$foo", "$pushAll", "$addFields", "$SET"])("refuses %s with 9", (name) => {
    expect(codeOf(() => compileUpdate(stored({ [name]: { a: 1 } })))).toBe(9);
  });

  it.each(["$foo", "$unique"])("refuses the modifier %s of $push with 2", (name) => {
    expect(PUSH_MODIFIERS).not.toContain(name);
    expect(codeOf(() => compileUpdate(stored({ $push: { a: { $each: [], [name]: 1 } } })))).toBe(2);
  });

  it("refuses pipelines with 115", () => {
    expect(codeOf(() => compileUpdate([{ $set: { a: 1 } }]))).toBe(115);
  });
});

describe("operators of projections and sorts", () => {
  it.each(PROJECTION_OPERATORS)("has %s", (name) => {
    expect(accepted((operand) => compileProjection(stored({ a: { [name]: operand } })))).toBe(true);
  });

  it.each(PROJECTION_REFUSED_OPERATORS)("refuses %s with 115", (name) => {
    expect(codeOf(() => compileProjection(stored({ a: { [name]: "textScore" } })))).toBe(115);
    expect(codeOf(() => compileSort(stored({ a: { [name]: "textScore" } })))).toBe(115);
  });

  it("refuses positional and computed fields with 115, unknown operators with 31325", () => {
    expect(codeOf(() => compileProjection(stored({ "a.$": 1 })))).toBe(115);
    expect(codeOf(() => compileProjection(stored({ a: "$b" })))).toBe(115);
    expect(codeOf(() => compileProjection(stored({ a: { $foo: 1 } })))).toBe(31325);
  });
});

describe("stages", () => {
  const stageOperands: readonly unknown[] = [
    ...OPERANDS,
    { _id: 1 },
    { from: "x", localField: "a", foreignField: "b", as: "c" },
    { newRoot: "$a" },
    { f: [] },
  ];

  it.each(PIPELINE_STAGES)("has %s", (name) => {
    expect(stageOperands.some((operand) => outcome(() => compilePipeline([stored({ [name]: operand })])) === 0)).toBe(
      true,
    );
  });

  it.each(PIPELINE_REFUSED_STAGES)("refuses %s, which MongoDB has, with 115", (name) => {
    expect(codeOf(() => compilePipeline([stored({ [name]: {} })]))).toBe(115);
  });

  it.each(["$foo", "$MATCH", "match", "$addfields"])("refuses %s, which nobody has, with 40324", (name) => {
    expect(codeOf(() => compilePipeline([stored({ [name]: {} })]))).toBe(40324);
  });

  it("refuses a stage of no or two fields with 40323", () => {
    expect(codeOf(() => compilePipeline([{}]))).toBe(40323);
    expect(codeOf(() => compilePipeline([stored({ $limit: 1, $skip: 1 })]))).toBe(40323);
  });
});

describe("accumulators", () => {
  const group = (name: string, operand: unknown) =>
    compilePipeline([stored({ $group: { _id: null, n: { [name]: operand } } })]);

  it.each(ACCUMULATORS)("has %s", (name) => {
    expect(outcome(() => group(name, name === "$count" ? {} : "$a"))).toBe(0);
  });

  it.each(REFUSED_ACCUMULATORS)("refuses %s, which MongoDB has, with 115", (name) => {
    expect(codeOf(() => group(name, "$a"))).toBe(115);
  });

  it("refuses an unknown one with 15952", () => {
    expect(codeOf(() => group("$foo", "$a"))).toBe(15952);
  });
});

describe("expressions", () => {
  const operands: readonly unknown[] = [...OPERANDS, [1, 1, 1]];

  it.each(EXPRESSIONS)("has %s", (name) => {
    expect(
      operands.some((operand) => outcome(() => compileExpression(stored({ e: { [name]: operand } }).e)) === 0),
    ).toBe(true);
  });

  const absent = [
    "$foo",
    "$function",
    "$accumulator",
    "$let",
    "$dateDiff",
    "$regexMatch",
    "$rand",
    "$convert",
    "$pow",
    "$zip",
    "$meta",
    "$cmp",
    "$switch",
    "$multiply",
    "$divide",
    "$mod",
    "$abs",
    "$floor",
    "$ceil",
    "$round",
    "$concat",
    "$toLower",
    "$toUpper",
    "$substrCP",
    "$strLenCP",
    "$split",
    "$arrayElemAt",
    "$first",
    "$last",
    "$slice",
    "$concatArrays",
    "$filter",
    "$map",
    "$reduce",
    "$setUnion",
    "$setIntersection",
    "$mergeObjects",
    "$objectToArray",
    "$arrayToObject",
    "$type",
    "$toString",
    "$toInt",
    "$toLong",
    "$toDouble",
    "$toDate",
    "$toObjectId",
    "$dateToString",
    "$dateTrunc",
    "$isArray",
    "$max",
    "$min",
    "$sum",
  ];
  it.each(absent)("refuses %s with 168, in every place an expression may stand", (name) => {
    const expression = { [name]: ["$a"] };
    expect(codeOf(() => compileExpression(stored({ e: { $add: [1, expression] } }).e))).toBe(168);
    expect(codeOf(() => compileFilter(stored({ $expr: expression })))).toBe(168);
    expect(codeOf(() => compilePipeline([stored({ $project: { a: expression } })]))).toBe(168);
    expect(codeOf(() => compilePipeline([stored({ $group: { _id: expression } })]))).toBe(168);
    expect(codeOf(() => compilePipeline([stored({ $addFields: { a: { b: expression } } })]))).toBe(168);
  });

  it("refuses unknown variables, wrong counts and mixed objects", () => {
    expect(codeOf(() => compileExpression("$$nobody"))).toBe(17276);
    expect(codeOf(() => compileExpression("$$this"))).toBe(17276);
    expect(codeOf(() => compileExpression(stored({ $eq: [1] })))).toBe(16020);
    expect(codeOf(() => compileExpression(stored({ $eq: [1, 1], a: 1 })))).toBe(15983);
    expect(codeOf(() => compileExpression(stored({ "a.b": 1 })))).toBe(16412);
  });
});
