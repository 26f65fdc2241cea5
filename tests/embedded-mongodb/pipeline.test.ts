import { Int32, Long } from "bson";
import { describe, expect, it } from "vitest";
import { compilePipeline } from "../../server/embedded-mongodb/pipeline/pipeline.ts";
import type { Doc } from "../../server/embedded-mongodb/values/decode.ts";
import { aggregated, codeOf, plain, stored } from "./semantics.ts";

type Case = [name: string, stages: Doc[], docs: Doc[], expected: Doc[]];

const people = [
  { _id: 1, city: "Arles", age: 30, tags: ["a", "b"] },
  { _id: 2, city: "Lyon", age: 25, tags: [] },
  { _id: 3, city: "Arles", age: null, tags: null },
  { _id: 4, age: 41 },
];

const cases: Case[] = [
  ["matches", [{ $match: { age: { $gt: 26 } } }, { $project: { _id: 1 } }], people, [{ _id: 1 }, { _id: 4 }]],
  [
    "matches after another stage",
    [{ $limit: 3 }, { $match: { city: "Arles" } }, { $project: { _id: 1 } }],
    people,
    [{ _id: 1 }, { _id: 3 }],
  ],
  [
    "sorts, skips and limits",
    [{ $sort: { age: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    people,
    [{ _id: 1 }, { _id: 2 }],
  ],
  ["counts", [{ $match: { city: "Arles" } }, { $count: "n" }], people, [{ n: 2 }]],
  ["gives no document for a count of nothing", [{ $match: { city: "Nice" } }, { $count: "n" }], people, []],
  [
    "groups, with missing as null",
    [{ $group: { _id: "$city", n: { $sum: 1 }, ages: { $push: "$age" }, mean: { $avg: "$age" } } }],
    people,
    [
      { _id: "Arles", n: 2, ages: [30, null], mean: 30 },
      { _id: "Lyon", n: 1, ages: [25], mean: 25 },
      { _id: null, n: 1, ages: [41], mean: 41 },
    ],
  ],
  [
    "joins missing and null in one group, but not inside of a sub-document",
    [{ $group: { _id: { a: "$a" }, n: { $count: {} } } }],
    [{ a: null }, {}, { a: null }],
    [
      { _id: { a: null }, n: 2 },
      { _id: {}, n: 1 },
    ],
  ],
  [
    "groups 1 and 1.0 together",
    [{ $group: { _id: "$a", n: { $sum: 1 } } }],
    [{ a: 1 }, { a: Long.fromNumber(1) }],
    [{ _id: 1, n: 2 }],
  ],
  [
    "accumulates without missing values",
    [
      {
        $group: {
          _id: null,
          s: { $sum: "$a" },
          lo: { $min: "$a" },
          hi: { $max: "$a" },
          all: { $push: "$a" },
          set: { $addToSet: "$a" },
          mean: { $avg: "$b" },
          f: { $first: "$a" },
          l: { $last: "$b" },
        },
      },
    ],
    [{ x: 1 }, { a: 2 }, { a: "x" }, { a: 2 }, { a: null }],
    [{ _id: null, s: 4, lo: 2, hi: "x", all: [2, "x", 2, null], set: [2, "x", null], mean: null, f: null, l: null }],
  ],
  [
    "unwinds",
    [{ $unwind: "$tags" }, { $project: { tags: 1 } }],
    people,
    [
      { _id: 1, tags: "a" },
      { _id: 1, tags: "b" },
    ],
  ],
  [
    "unwinds and keeps what is empty",
    [
      { $unwind: { path: "$tags", preserveNullAndEmptyArrays: true, includeArrayIndex: "i" } },
      { $project: { tags: 1, i: 1 } },
    ],
    people,
    [
      { _id: 1, tags: "a", i: 0 },
      { _id: 1, tags: "b", i: 1 },
      { _id: 2, i: null },
      { _id: 3, tags: null, i: null },
      { _id: 4, i: null },
    ],
  ],
  ["unwinds a scalar as one element", [{ $unwind: "$a.b" }], [{ a: { b: 1, c: 2 } }], [{ a: { b: 1, c: 2 } }]],
  [
    "projects in the order of the document, computed fields last",
    [{ $project: { x: "$b", c: 1, b: 1 } }],
    [{ _id: 1, a: 0, b: 2, c: 3 }],
    [{ _id: 1, b: 2, c: 3, x: 2 }],
  ],
  ["projects without _id", [{ $project: { _id: 0, a: 1 } }], [{ _id: 1, a: 2 }], [{ a: 2 }]],
  ["excludes", [{ $project: { "a.b": 0 } }], [{ _id: 1, a: [{ b: 1, c: 2 }, 3] }], [{ _id: 1, a: [{ c: 2 }, 3] }]],
  [
    "computes nested fields",
    [{ $project: { y: { z: { $add: ["$a", 1] } } } }],
    [{ _id: 1, a: 2 }],
    [{ _id: 1, y: { z: 3 } }],
  ],
  ["leaves a missing computed field out", [{ $project: { x: "$nothing" } }], [{ _id: 1 }], [{ _id: 1 }]],
  [
    "adds fields in place and at the end",
    [{ $addFields: { a: 9, z: "$b" } }],
    [{ a: 1, b: 2 }],
    [{ a: 9, b: 2, z: 2 }],
  ],
  [
    "adds to a sub-document and to each element",
    [{ $set: { "a.n": 1, b: { n: 2 } } }],
    [{ a: [{ x: 1 }, 5], b: { x: 1 } }],
    [{ a: [{ x: 1, n: 1 }, { n: 1 }], b: { x: 1, n: 2 } }],
  ],
  ["removes a field by $$REMOVE", [{ $addFields: { a: "$$REMOVE" } }], [{ a: 1, b: 2 }], [{ b: 2 }]],
  ["unsets", [{ $unset: ["a", "b.c"] }], [{ a: 1, b: { c: 1, d: 2 } }], [{ b: { d: 2 } }]],
  ["replaces the root", [{ $replaceRoot: { newRoot: "$a" } }], [{ a: { b: 1 } }], [{ b: 1 }]],
  [
    "replaces with an expression",
    [{ $replaceWith: { n: { $ifNull: ["$a.b", 0] } } }],
    [{ a: { b: 1 } }, {}],
    [{ n: 1 }, { n: 0 }],
  ],
];

describe("a pipeline", () => {
  it.each(cases)("%s", (_, stages, docs, expected) => {
    const before = docs.map(stored);
    expect(JSON.stringify(aggregated(stages, docs))).toBe(JSON.stringify(expected));
    // Nothing of the input may have changed.
    const input = docs.map(stored);
    for (const _doc of compilePipeline(stages.map(stored)).run(input, () => []));
    expect(input).toEqual(before);
  });

  it("gives its first $match to the caller, and runs the others itself", () => {
    const pipeline = compilePipeline([{ $match: { a: 1 } }, { $match: { b: 1 } }].map(stored));
    expect(plain({ match: pipeline.leadingMatch })).toEqual({ match: { a: 1 } });
    expect([...pipeline.run([{ a: 2, b: new Int32(1) }, { a: 1 }], () => [])]).toHaveLength(1);
    expect(compilePipeline([]).leadingMatch).toBeUndefined();
  });

  it("is lazy: a limit reads no further than it needs", () => {
    let read = 0;
    const endless = (function* () {
      for (;;) {
        read += 1;
        yield { a: read };
      }
    })();
    expect([...compilePipeline([stored({ $limit: 3 })]).run(endless, () => [])]).toHaveLength(3);
    expect(read).toBe(3);
  });
});

describe("$lookup", () => {
  const lookup = (localField: string, foreignField: string) => ({
    $lookup: { from: "others", localField, foreignField, as: "found" },
  });
  const others = [
    { _id: 1, k: 1 },
    { _id: 2, k: [1, 2] },
    { _id: 3, k: null },
    { _id: 4 },
    { _id: 5, k: { x: 2 } },
    { _id: 6, k: [[7, 8]] },
  ];
  const idsFound = (docs: Doc[]) => docs.flatMap((doc) => doc.found as Doc[]).map((other) => other._id);
  const found = (doc: Doc, foreignField = "k") => idsFound(aggregated([lookup("a", foreignField)], [doc], { others }));

  it.each([
    ["a scalar with scalars and elements", { a: 1 }, [1, 2]],
    ["each element of an array", { a: [2, null] }, [2, 3, 4]],
    ["null with null and missing", { a: null }, [3, 4]],
    ["missing with null and missing", {}, [3, 4]],
    ["a sub-document as a whole", { a: { x: 2 } }, [5]],
    ["a nested array with a whole array", { a: [[7, 8]] }, [6]],
    ["nothing", { a: "x" }, []],
  ])("joins %s", (_, doc, expected) => expect(found(doc as Doc)).toEqual(expected));

  it("joins on nested fields", () => {
    expect(found({ a: 2 }, "k.x")).toEqual([5]);
    const docs = aggregated([lookup("items.id", "_id")], [{ items: [{ id: 2 }, { id: 4 }, {}] }], { others });
    expect(idsFound(docs)).toEqual([2, 4]);
  });

  it("joins an unknown collection with nothing", () => {
    expect(aggregated([lookup("a", "k")], [{ a: 1 }])).toEqual([{ a: 1, found: [] }]);
  });

  it("refuses its other form and bad arguments", () => {
    expect(codeOf(() => compilePipeline([{ $lookup: { from: "x", let: {}, pipeline: [], as: "y" } }]))).toBe(115);
    expect(codeOf(() => compilePipeline([{ $lookup: { from: "x", as: "y" } }]))).toBe(9);
    expect(codeOf(() => compilePipeline([{ $lookup: { from: 1, localField: "a", foreignField: "b", as: "y" } }]))).toBe(
      9,
    );
  });
});

describe("bad stages", () => {
  const refused: [Doc, number][] = [
    [{ $match: 1 }, 15959],
    [{ $limit: 0 }, 15958],
    [{ $limit: "x" }, 15957],
    [{ $skip: -1 }, 15956],
    [{ $count: "" }, 40157],
    [{ $count: "$a" }, 40158],
    [{ $count: "a.b" }, 40160],
    [{ $sort: {} }, 15976],
    [{ $sort: 1 }, 15973],
    [{ $group: {} }, 15955],
    [{ $group: { _id: 1, a: 1 } }, 40234],
    [{ $group: { _id: 1, "a.b": { $sum: 1 } } }, 40235],
    [{ $group: { _id: 1, a: { $sum: 1, $avg: 1 } } }, 40238],
    [{ $group: { _id: 1, a: { $sum: [1, 2] } } }, 40237],
    [{ $unwind: "a" }, 28818],
    [{ $unwind: { path: "$a", x: 1 } }, 28811],
    [{ $unwind: 1 }, 15981],
    [{ $project: {} }, 51272],
    [{ $project: { a: 1, b: 0 } }, 31254],
    [{ $project: { a: 0, b: "$c" } }, 31253],
    [{ $project: { "a.$b": 1 } }, 16410],
    [{ $addFields: {} }, 40177],
    [{ $addFields: { a: 1, "a.b": 1 } }, 31249],
    [{ $unset: [] }, 31119],
    [{ $unset: 1 }, 31120],
    [{ $replaceRoot: {} }, 40231],
  ];
  it.each(refused)("refuses %j with %i", (stage, code) => {
    expect(codeOf(() => compilePipeline([stored(stage)]))).toBe(code);
  });

  it("refuses a root that is no document", () => {
    expect(codeOf(() => aggregated([{ $replaceWith: "$a" }], [{ a: 1 }]))).toBe(40228);
  });
});
