import { Double, Int32, Long, ObjectId } from "bson";
import { describe, expect, it } from "vitest";
import { compileExpression } from "../../server/embedded-mongodb/pipeline/expression.ts";
import { codeOf, NOW, plain, stored } from "./semantics.ts";

const date = new Date("2026-03-29T00:30:15.250Z");
const id = new ObjectId("65f000000000000000000001");
const root = stored({
  _id: 7,
  n: 5,
  d: 2.5,
  s: "Élan vital",
  nil: null,
  xs: [3, 1, 2],
  docs: [{ k: "a", v: 1 }, { k: "b" }, 5],
  o: { x: 1, y: { z: 2 } },
  date,
  id,
});

const evaluate = (expression: unknown) => compileExpression(stored({ e: expression }).e)({ root, now: NOW });

const cases: [expression: unknown, expected: unknown][] = [
  ["$n", 5],
  ["$o.y.z", 2],
  ["$docs.k", ["a", "b"]],
  ["$docs.0", []],
  ["$$ROOT.n", 5],
  ["$$NOW", NOW],
  ["$missing", undefined],
  ["$constructor", undefined],
  [{ $literal: "$n" }, "$n"],
  [
    ["$n", "$missing"],
    [5, null],
  ],
  [{ a: "$n", b: "$missing" }, { a: 5 }],
  [{ $eq: ["$n", 5] }, true],
  [{ $eq: ["$missing", null] }, false],
  [{ $lt: ["$missing", null] }, true],
  [{ $gt: ["$s", 10 ** 9] }, true],
  [{ $and: ["$n", "", []] }, true],
  [{ $and: [1, "$nil"] }, false],
  [{ $or: [0, "$missing", false] }, false],
  [{ $not: ["$nil"] }, true],
  [{ $cond: [{ $gt: ["$n", 1] }, "yes", "no"] }, "yes"],
  [{ $ifNull: ["$nil", "$missing", "z"] }, "z"],
  [{ $add: ["$n", 1, 0.5] }, 6.5],
  [{ $add: ["$date", 1000] }, new Date(date.getTime() + 1000)],
  [{ $add: ["$n", "$nil"] }, null],
  [{ $subtract: ["$date", new Date(date.getTime() - 5)] }, 5],
  [{ $size: "$xs" }, 3],
  [{ $in: [1, "$xs"] }, true],
  [{ $in: ["$missing", [null]] }, false],
];

describe("an expression", () => {
  it.each(cases)("%j", (expression, expected) =>
    expect(plain({ value: evaluate(expression) })).toEqual({ value: expected }),
  );

  it("keeps int32, widens to int64, and goes on as a double beyond", () => {
    expect(evaluate({ $add: [1, 1] })).toEqual(new Int32(2));
    expect(evaluate({ $add: [2147483647, 1] })).toEqual(Long.fromString("2147483648"));
    expect(evaluate({ $add: [Long.MAX_VALUE, Long.MAX_VALUE] })).toEqual(new Double(2 ** 64));
  });

  const refused: [unknown, number][] = [
    [{ $add: ["x", 1] }, 14],
    [{ $size: "$n" }, 17124],
    [{ $in: [1, "$n"] }, 40081],
    [{ $cond: [1, 2] }, 16020],
  ];
  it.each(refused)("refuses %j with %i", (expression, code) => expect(codeOf(() => evaluate(expression))).toBe(code));
});
