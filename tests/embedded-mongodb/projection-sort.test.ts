import { Long, MaxKey, MinKey } from "bson";
import { describe, expect, it } from "vitest";
import { compileProjection } from "../../server/embedded-mongodb/query/projection.ts";
import { compileSort } from "../../server/embedded-mongodb/query/sort.ts";
import type { Doc } from "../../server/embedded-mongodb/values/decode.ts";
import { codeOf, plain, stored } from "./semantics.ts";

describe("a projection", () => {
  const doc = { _id: 1, a: 1, b: { c: 1, d: 2 }, e: [{ c: 1, d: 2 }, 5, [{ c: 3, d: 4 }]], n: [1, 2, 3, 4] };

  const cases: [string, Doc, Doc][] = [
    ["keeps everything when empty", {}, doc],
    ["includes in the order of the document, with _id", { b: 1, a: 1 }, { _id: 1, a: 1, b: { c: 1, d: 2 } }],
    ["leaves _id out when told", { a: 1, _id: 0 }, { a: 1 }],
    ["includes only _id", { _id: 1 }, { _id: 1 }],
    ["excludes only _id", { _id: 0 }, { a: 1, b: doc.b, e: doc.e, n: doc.n }],
    ["excludes", { e: 0, n: 0 }, { _id: 1, a: 1, b: { c: 1, d: 2 } }],
    ["excludes and keeps _id", { _id: 1, e: 0, n: 0, b: false }, { _id: 1, a: 1 }],
    [
      "includes nested, dropping scalars of arrays",
      { "b.c": 1, "e.c": 1 },
      { _id: 1, b: { c: 1 }, e: [{ c: 1 }, [{ c: 3 }]] },
    ],
    ["includes by a sub-document", { b: { c: 1 } }, { _id: 1, b: { c: 1 } }],
    [
      "excludes nested, keeping scalars of arrays",
      { "b.c": 0, "e.c": 0, n: 0 },
      { _id: 1, a: 1, b: { d: 2 }, e: [{ d: 2 }, 5, [{ d: 4 }]] },
    ],
    ["includes nothing below a scalar", { "a.x": 1 }, { _id: 1 }],
    [
      "cuts to the first and keeps the others",
      { n: { $slice: 2 }, e: 0 },
      { _id: 1, a: 1, b: { c: 1, d: 2 }, n: [1, 2] },
    ],
    ["cuts to the last", { n: { $slice: -1 }, e: 0, b: 0 }, { _id: 1, a: 1, n: [4] }],
    ["cuts from a position", { n: { $slice: [1, 2] }, a: 1 }, { _id: 1, a: 1, n: [2, 3] }],
    ["cuts from a position counted from the end", { n: { $slice: [-3, 2] }, a: 1 }, { _id: 1, a: 1, n: [2, 3] }],
    ["leaves a scalar uncut", { a: { $slice: 1 }, b: 0, e: 0, n: 0 }, { _id: 1, a: 1 }],
    [
      "gives the first matching element, after the other fields",
      { n: { $elemMatch: { $gt: 2 } }, a: 1, b: 1 },
      { _id: 1, a: 1, b: { c: 1, d: 2 }, n: [3] },
    ],
    ["gives no field without a matching element", { n: { $elemMatch: { $gt: 9 } } }, { _id: 1 }],
    ["includes with $elemMatch alone", { e: { $elemMatch: { c: 1 } } }, { _id: 1, e: [{ c: 1, d: 2 }] }],
    ["ignores what is missing", { z: 1, "b.z": 1 }, { _id: 1, b: {} }],
  ];
  it.each(cases)("%s", (_, spec, expected) => {
    const projected = plain(compileProjection(stored(spec))(stored(doc)));
    expect(JSON.stringify(projected)).toBe(JSON.stringify(expected));
  });

  const refused: [Doc, number][] = [
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ a: 1, "a.b": 1 }, 31249],
    [{ "a.b": 1, a: 1 }, 31250],
    [{ a: {} }, 51270],
    [{ "": 1 }, 40352],
    [{ "a.": 1 }, 40353],
    [{ "a..b": 1 }, 15998],
    [{ $a: 1 }, 16410],
    [{ a: { $slice: "x" } }, 28667],
    [{ a: { $slice: [1, 0] } }, 28724],
    [{ "a.b": { $elemMatch: {} } }, 31275],
    [{ a: { $elemMatch: 1 } }, 2],
    [{ a: { $elemMatch: {} }, b: 0 }, 115],
    [{ a: { $slice: 1, $elemMatch: {} } }, 31270],
  ];
  it.each(refused)("refuses %j with %i", (spec, code) => {
    expect(codeOf(() => compileProjection(stored(spec)))).toBe(code);
  });

  it("leaves the document alone", () => {
    const before = stored(doc);
    compileProjection(stored({ "e.c": 0, n: { $slice: 1 } }))(before);
    expect(plain(before)).toEqual(doc);
  });
});

describe("a sort", () => {
  const sorted = (spec: Doc, docs: Doc[]) =>
    docs
      .map(stored)
      .sort(compileSort(stored(spec)))
      .map((doc) => Number(doc._id));

  const cases: [string, Doc, Doc[], number[]][] = [
    [
      "orders types",
      { a: 1 },
      [{ a: new MaxKey() }, { a: true }, { a: "x" }, { a: {} }, { a: 5 }, { a: null }, { a: new MinKey() }].map(
        (doc, _id) => ({ _id, ...doc }),
      ),
      [6, 5, 4, 2, 3, 1, 0],
    ],
    [
      "takes missing as null, and keeps ties in order",
      { a: 1 },
      [{ _id: 0, a: null }, { _id: 1 }, { _id: 2, a: null }],
      [0, 1, 2],
    ],
    [
      "takes the least element ascending",
      { a: 1 },
      [
        { _id: 0, a: [5, 2] },
        { _id: 1, a: 3 },
        { _id: 2, a: [1, 9] },
      ],
      [2, 0, 1],
    ],
    [
      "takes the greatest element descending",
      { a: -1 },
      [
        { _id: 0, a: [5, 2] },
        { _id: 1, a: 3 },
        { _id: 2, a: [1, 9] },
      ],
      [2, 0, 1],
    ],
    [
      "puts an empty array before null",
      { a: 1 },
      [{ _id: 0 }, { _id: 1, a: [] }, { _id: 2, a: new MinKey() }],
      [2, 1, 0],
    ],
    [
      "puts an empty array after null descending",
      { a: -1 },
      [{ _id: 0, a: [] }, { _id: 1 }, { _id: 2, a: 0 }],
      [2, 1, 0],
    ],
    [
      "sorts by several fields",
      { a: 1, b: -1 },
      [
        { _id: 0, a: 1, b: 1 },
        { _id: 1, a: 1, b: 2 },
        { _id: 2, a: 0, b: 0 },
      ],
      [2, 1, 0],
    ],
    [
      "sorts by nested fields of arrays",
      { "a.b": -1 },
      [
        { _id: 0, a: [{ b: 1 }, { b: 9 }] },
        { _id: 1, a: { b: 5 } },
      ],
      [0, 1],
    ],
    [
      "takes the keys of one array element together",
      { "a.x": 1, "a.y": 1 },
      [
        {
          _id: 0,
          a: [
            { x: 1, y: 5 },
            { x: 2, y: 0 },
          ],
        },
        { _id: 1, a: [{ x: 1, y: 3 }] },
      ],
      [1, 0],
    ],
    [
      "orders NaN lowest and int64 exactly",
      { a: 1 },
      [
        { _id: 0, a: Long.fromString("9007199254740993") },
        { _id: 1, a: 2 ** 53 },
        { _id: 2, a: Number.NaN },
        { _id: 3, a: -Infinity },
      ],
      [2, 3, 1, 0],
    ],
    [
      "orders strings by UTF-8",
      { a: 1 },
      [
        { _id: 0, a: "\u{1F600}" },
        { _id: 1, a: "\uffff" },
      ],
      [1, 0],
    ],
    [
      "sorts by a position",
      { "a.1": 1 },
      [
        { _id: 0, a: [0, 5] },
        { _id: 1, a: [9, 1] },
      ],
      [1, 0],
    ],
  ];
  it.each(cases)("%s", (_, spec, docs, expected) => expect(sorted(spec, docs)).toEqual(expected));

  it("refuses two arrays in one document, bad directions and bad paths", () => {
    expect(codeOf(() => sorted({ a: 1, b: 1 }, [{ a: [1], b: [1] }, {}]))).toBe(2);
    expect(codeOf(() => compileSort(stored({ a: 2 })))).toBe(15975);
    expect(codeOf(() => compileSort(stored({ a: "asc" })))).toBe(15974);
    expect(codeOf(() => compileSort(stored({ $a: 1 })))).toBe(16410);
    expect(codeOf(() => compileSort(stored({ "": 1 })))).toBe(16410);
  });
});
