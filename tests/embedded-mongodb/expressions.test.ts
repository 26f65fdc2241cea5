import { Double, Int32, Long, ObjectId } from "bson";
import { describe, expect, it } from "vitest";
import { compileExpression } from "../../server/embedded-mongodb/pipeline/expression.ts";
import { branch, codeOf, NOW, plain, stored } from "./semantics.ts";

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
  [{ $cmp: ["$n", 6] }, -1],
  [{ $and: ["$n", "", []] }, true],
  [{ $and: [1, "$nil"] }, false],
  [{ $or: [0, "$missing", false] }, false],
  [{ $not: ["$nil"] }, true],
  [{ $cond: [{ $gt: ["$n", 1] }, "yes", "no"] }, "yes"],
  [{ $ifNull: ["$nil", "$missing", "z"] }, "z"],
  [{ $switch: { branches: [branch(false, 1), branch(true, 2)] } }, 2],
  [{ $switch: { branches: [branch(false, 1)], default: 3 } }, 3],
  [{ $add: ["$n", 1, 0.5] }, 6.5],
  [{ $add: ["$date", 1000] }, new Date(date.getTime() + 1000)],
  [{ $add: ["$n", "$nil"] }, null],
  [{ $subtract: ["$date", new Date(date.getTime() - 5)] }, 5],
  [{ $multiply: ["$n", "$d"] }, 12.5],
  [{ $divide: ["$n", 2] }, 2.5],
  [{ $mod: [-7, 3] }, -1],
  [{ $abs: -3 }, 3],
  [{ $floor: -1.5 }, -2],
  [{ $ceil: 1.2 }, 2],
  [{ $round: 2.5 }, 2],
  [{ $round: [2.34567, 2] }, 2.35],
  [{ $round: [1250, -2] }, 1200],
  [{ $max: ["$n", 9, "$nil"] }, 9],
  [{ $max: "$xs" }, 3],
  [{ $min: ["$missing", null] }, null],
  [{ $sum: "$xs" }, 6],
  [{ $sum: ["$n", "x", 1] }, 6],
  [{ $concat: ["a", "b", "$s"] }, "abÉlan vital"],
  [{ $concat: ["a", "$nil"] }, null],
  [{ $toUpper: "$s" }, "ÉLAN VITAL"],
  [{ $toLower: "ÉA" }, "Éa"],
  [{ $toLower: null }, ""],
  [{ $substrCP: ["$s", 0, 2] }, "Él"],
  [{ $strLenCP: "\u{1F600}é" }, 2],
  [{ $split: ["a-b-c", "-"] }, ["a", "b", "c"]],
  [{ $size: "$xs" }, 3],
  [{ $in: [1, "$xs"] }, true],
  [{ $in: ["$missing", [null]] }, false],
  [{ $arrayElemAt: ["$xs", -1] }, 2],
  [{ $arrayElemAt: ["$xs", 9] }, undefined],
  [{ $first: "$xs" }, 3],
  [{ $last: "$nil" }, null],
  [{ $slice: ["$xs", -2] }, [1, 2]],
  [{ $slice: ["$xs", 1, 5] }, [1, 2]],
  [{ $concatArrays: ["$xs", [9]] }, [3, 1, 2, 9]],
  [{ $filter: { input: "$xs", cond: { $gte: ["$$this", 2] } } }, [3, 2]],
  [{ $filter: { input: "$xs", as: "x", cond: { $gte: ["$$x", 2] }, limit: 1 } }, [3]],
  [{ $filter: { input: "$nil", cond: true } }, null],
  [{ $map: { input: "$docs", as: "doc", in: "$$doc.v" } }, [1, null, null]],
  [{ $reduce: { input: "$xs", initialValue: 0, in: { $add: ["$$value", "$$this"] } } }, 6],
  [
    {
      $setUnion: [
        [1, 2],
        [2, 3],
      ],
    },
    [1, 2, 3],
  ],
  [
    {
      $setIntersection: [
        [1, 2, 2],
        [2, 3],
      ],
    },
    [2],
  ],
  [{ $mergeObjects: ["$o", { x: 9 }, "$nil"] }, { x: 9, y: { z: 2 } }],
  [{ $objectToArray: { a: 1 } }, [{ k: "a", v: 1 }]],
  [
    {
      $arrayToObject: [
        [
          ["a", 1],
          ["b", 2],
        ],
      ],
    },
    { a: 1, b: 2 },
  ],
  [{ $type: "$missing" }, "missing"],
  [{ $type: "$n" }, "int"],
  [{ $isArray: "$xs" }, true],
  [{ $isArray: ["$n"] }, false],
  [{ $toString: "$d" }, "2.5"],
  [{ $toString: "$id" }, "65f000000000000000000001"],
  [{ $toString: "$date" }, "2026-03-29T00:30:15.250Z"],
  [{ $toInt: "12" }, 12],
  [{ $toInt: -2.9 }, -2],
  [{ $toDouble: "1e3" }, 1000],
  [{ $toLong: "$date" }, date.getTime()],
  [{ $toDate: { $toLong: "$date" } }, date],
  [{ $toDate: "2026-03-29T00:30:15.250" }, date],
  [{ $toObjectId: "65f000000000000000000001" }, id],
  [{ $toInt: null }, null],
  [{ $dateToString: { date: "$date" } }, "2026-03-29T00:30:15.250Z"],
  [
    { $dateToString: { date: "$date", format: "%d/%m/%Y %H:%M:%S.%L %j %u %G-%V %%" } },
    "29/03/2026 00:30:15.250 088 7 2026-13 %",
  ],
  [{ $dateToString: { date: "$date", format: "%H:%M %z", timezone: "Europe/Paris" } }, "01:30 +0100"],
  [{ $dateToString: { date: "$date", format: "%H:%M", timezone: "-03:30" } }, "21:00"],
  [{ $dateToString: { date: "$nil", onNull: "?" } }, "?"],
  [{ $dateTrunc: { date: "$date", unit: "hour" } }, new Date("2026-03-29T00:00:00Z")],
  [{ $dateTrunc: { date: "$date", unit: "day", timezone: "Europe/Paris" } }, new Date("2026-03-28T23:00:00Z")],
  // In the afternoon of the day summer time begins, midnight was still in winter time.
  [
    { $dateTrunc: { date: new Date("2026-03-29T15:00:00Z"), unit: "day", timezone: "Europe/Paris" } },
    new Date("2026-03-28T23:00:00Z"),
  ],
];

describe("an expression", () => {
  it.each(cases)("%j", (expression, expected) =>
    expect(plain({ value: evaluate(expression) })).toEqual({ value: expected }),
  );

  it("keeps int32, widens to int64, and goes on as a double beyond", () => {
    expect(evaluate({ $add: [1, 1] })).toEqual(new Int32(2));
    expect(evaluate({ $add: [2147483647, 1] })).toEqual(Long.fromString("2147483648"));
    expect(evaluate({ $multiply: [Long.MAX_VALUE, 2] })).toEqual(new Double(2 ** 64));
    expect(evaluate({ $sum: ["$n", 1] })).toEqual(new Int32(6));
    expect(evaluate({ $divide: [4, 2] })).toEqual(new Double(2));
  });

  const refused: [unknown, number][] = [
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16610],
    [{ $add: ["x", 1] }, 14],
    [{ $multiply: ["x"] }, 14],
    [{ $concat: [1] }, 16702],
    [{ $size: "$n" }, 17124],
    [{ $in: [1, "$n"] }, 40081],
    [{ $arrayElemAt: ["$n", 0] }, 28689],
    [{ $arrayElemAt: ["$xs", 1.5] }, 28691],
    [{ $filter: { input: "$n", cond: true } }, 28651],
    [{ $filter: { input: "$xs" } }, 28648],
    [{ $map: { input: "$n", in: 1 } }, 16883],
    [{ $slice: ["$xs", 1, 0] }, 28729],
    [{ $mergeObjects: ["$n"] }, 40400],
    [{ $toInt: "x" }, 241],
    [{ $toInt: 2 ** 40 }, 241],
    [{ $toObjectId: "x" }, 241],
    [{ $toString: "$xs" }, 241],
    [{ $switch: { branches: [branch(false, 1)] } }, 40066],
    [{ $cond: [1, 2] }, 16020],
    [{ $dateToString: { date: "$date", format: "%Q" } }, 18536],
    [{ $dateToString: { date: "$date", timezone: "Mars/Base" } }, 40485],
    [{ $dateTrunc: { date: "$date", unit: "day", binSize: 2 } }, 115],
    [{ $abs: "x" }, 28765],
    [{ $strLenCP: "$n" }, 34471],
    [{ $split: ["a", ""] }, 40087],
  ];
  it.each(refused)("refuses %j with %i", (expression, code) => expect(codeOf(() => evaluate(expression))).toBe(code));
});
