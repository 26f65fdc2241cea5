import { Binary, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { describe, expect, it } from "vitest";
import { compileFilter } from "../../server/embedded-mongodb/query/filter.ts";
import type { Doc } from "../../server/embedded-mongodb/values/decode.ts";
import { codeOf, matches, stored } from "./semantics.ts";

const id = new ObjectId("00000000000000000000000a");
const long = (digits: string) => Long.fromString(digits);
const decimal = (digits: string) => Decimal128.fromString(digits);
const binary = (text: string, subtype = 0) => new Binary(Buffer.from(text), subtype);

type Case = [filter: Doc, doc: Doc, expected: boolean];

function table(name: string, cases: Case[]): void {
  describe(name, () => {
    it.each(cases.map(([filter, doc, expected]) => ({ filter, doc, expected })))(
      "$filter on $doc is $expected",
      ({ filter, doc, expected }) => {
        expect(matches(filter, doc)).toBe(expected);
      },
    );
  });
}

table("null and missing", [
  [{ a: null }, {}, true],
  [{ a: null }, { a: null }, true],
  [{ a: null }, { a: 0 }, false],
  [{ a: null }, { a: [] }, false],
  [{ a: null }, { a: [1, null] }, true],
  [{ a: { $ne: null } }, {}, false],
  [{ a: { $ne: null } }, { a: [] }, true],
  [{ a: { $in: [null, 1] } }, {}, true],
  [{ a: { $nin: [null] } }, {}, false],
  [{ a: { $exists: true } }, { a: null }, true],
  [{ a: { $exists: false } }, { a: null }, false],
  [{ a: { $exists: 0 } }, {}, true],
  [{ a: { $gte: null } }, {}, true],
  [{ a: { $gt: null } }, {}, false],
  [{ a: { $lte: null } }, { a: 1 }, false],
  [{ "a.b": null }, { a: 4 }, true],
  [{ "a.b": null }, { a: [] }, false],
  [{ "a.b": null }, { a: [1, 2] }, false],
  [{ "a.b": null }, { a: [{ b: 1 }, {}] }, true],
  [{ "a.b": { $ne: null } }, { a: [{ b: 1 }, {}] }, false],
  [{ "a.b": { $ne: null } }, { a: [] }, true],
  [{ "a.b": { $exists: false } }, { a: [1] }, true],
  [{ "items.k": { $in: [null] } }, { items: [{ k: 1 }, { j: 1 }] }, true],
  [{ constructor: { $exists: true } }, {}, false],
]);

table("arrays", [
  [{ a: 1 }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: [1, 2] }, { a: [[1, 2]] }, true],
  [{ a: 1 }, { a: [[1]] }, false],
  [{ "a.b": [1, 2] }, { a: [{ b: 1 }, { b: 2 }] }, false],
  [{ "a.b": 2 }, { a: [{ b: 1 }, { b: [2] }] }, true],
  [{ "a.b": 1 }, { a: [[{ b: 1 }]] }, false],
  [{ "a.0": 7 }, { a: [7, 8] }, true],
  [{ "a.0": 7 }, { a: { 0: 7 } }, true],
  [{ "a.0": 7 }, { a: [{ 0: 7 }] }, true],
  [{ "a.0": 1 }, { a: [[1, 2]] }, false],
  [{ "a.0": [1, 2] }, { a: [[1, 2]] }, true],
  [{ "a.1.b": 5 }, { a: [{ b: 1 }, { b: 5 }] }, true],
  [{ "a.0.b": 5 }, { a: [{ b: 1 }, { b: 5 }] }, false],
  [{ "a.01": 8 }, { a: [7, 8] }, false],
  // A position that holds an array is searched as an array: found by comparing with another engine.
  [{ "a.1.b": { $gte: 4 } }, { a: [0, [{ b: 4 }]] }, true],
  [{ "a.1.b": null }, { a: [1, []] }, false],
  [{ "a.0.b": { $exists: false } }, { a: [[{ b: null }]] }, false],
  [{ a: { $gt: 1, $lt: 3 } }, { a: [0, 5] }, true],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 5] }, false],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 2] }, true],
  [{ a: { $elemMatch: { $gt: 1 } } }, { a: 2 }, false],
  [{ a: { $elemMatch: { $gt: 1 } } }, { a: [[2]] }, false],
  [{ a: { $elemMatch: { $elemMatch: { $gt: 1 } } } }, { a: [[2]] }, true],
  [{ a: { $elemMatch: { $not: { $gt: 1 } } } }, { a: [5, 0] }, true],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }, false],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1, c: 2 }] }, true],
  [{ a: { $elemMatch: { $or: [{ b: 1 }, { c: 1 }] } } }, { a: [{ c: 1 }] }, true],
  [{ a: { $elemMatch: { 0: 3 } } }, { a: [[3]] }, true],
  [{ "a.b": { $elemMatch: { $eq: 1 } } }, { a: [{ b: [1] }] }, true],
  [{ a: { $size: 2 } }, { a: [1, 2] }, true],
  [{ a: { $size: 0 } }, { a: [] }, true],
  [{ a: { $size: 1 } }, { a: 1 }, false],
  [{ a: { $all: [1, 2] } }, { a: [2, 3, 1] }, true],
  [{ a: { $all: [1] } }, { a: 1 }, true],
  [{ a: { $all: [] } }, { a: [] }, false],
  [{ a: { $all: [[1, 2]] } }, { a: [1, 2] }, true],
  [{ a: { $all: [null] } }, {}, true],
  [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { c: 1 } }] } }, { a: [{ b: 1 }, { c: 1 }] }, true],
  [{ a: { $all: [/^x/, "y"] } }, { a: ["xx", "y"] }, true],
  [{ a: { $not: { $gt: 1 } } }, { a: [0, 5] }, false],
  [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
  [{ a: { $nin: [1] } }, { a: [2] }, true],
]);

table("type brackets and numbers", [
  [{ a: { $lt: 5 } }, { a: "1" }, false],
  [{ a: { $lt: "z" } }, { a: 1 }, false],
  [{ a: { $gte: true } }, { a: 1 }, false],
  [{ a: { $gt: new MinKey() } }, { a: "x" }, true],
  [{ a: { $lt: new MaxKey() } }, { a: 1 }, true],
  [{ a: 1 }, { a: new Double(1) }, true],
  [{ a: 1 }, { a: long("1") }, true],
  [{ a: new Double(0) }, { a: new Double(-0) }, true],
  [{ a: Number.NaN }, { a: Number.NaN }, true],
  [{ a: { $lt: 5 } }, { a: Number.NaN }, false],
  [{ a: { $gte: Number.NaN } }, { a: Number.NaN }, true],
  [{ a: { $gt: Number.NaN } }, { a: 5 }, false],
  [{ a: long("9007199254740993") }, { a: new Double(2 ** 53) }, false],
  [{ a: { $gt: new Double(2 ** 53) } }, { a: long("9007199254740993") }, true],
  [{ a: { $in: [long("9007199254740993")] } }, { a: long("9007199254740993") }, true],
  [{ a: { $in: [1, "x"] } }, { a: new Double(1) }, true],
  [{ a: { $in: [1, "x"] } }, { a: decimal("1.0") }, true],
  [{ a: { $nin: [long("1")] } }, { a: [decimal("1")] }, false],
  [{ a: { $in: [decimal("1")] } }, { a: new Double(1) }, true],
  [{ a: { $in: [1] } }, { a: decimal("1.1") }, false],
  [{ a: { $gt: [1] } }, { a: [1, 2] }, true],
  [{ a: { $lt: { b: 2 } } }, { a: { b: 1 } }, true],
  [{ a: { $gt: new Date(5) } }, { a: new Timestamp({ t: 9, i: 1 }) }, false],
]);

table("sub-documents, binaries and strings", [
  [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 2 } }, true],
  [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, false],
  [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, false],
  [{ a: { b: new Double(1) } }, { a: { b: 1 } }, true],
  [{ a: {} }, { a: {} }, true],
  [{ a: binary("x") }, { a: binary("x") }, true],
  [{ a: binary("x") }, { a: binary("x", 5) }, false],
  [{ a: binary("\xff") }, { a: binary("\xfe") }, false],
  [{ a: { $gt: binary("b") } }, { a: binary("aa") }, true],
  [{ a: { $gt: "\uffff" } }, { a: "\u{1F600}" }, true],
  [{ a: { $in: [id] } }, { a: [id] }, true],
  [{ a: { $in: [true] } }, { a: 1 }, false],
]);

table("types", [
  [{ a: { $type: "string" } }, { a: ["x"] }, true],
  [{ a: { $type: "array" } }, { a: ["x"] }, true],
  [{ a: { $type: "number" } }, { a: long("1") }, true],
  [{ a: { $type: "int" } }, { a: new Double(1) }, false],
  [{ a: { $type: ["int", "null"] } }, { a: null }, true],
  [{ a: { $type: 7 } }, { a: id }, true],
  [{ a: { $type: "objectId" } }, { a: id }, true],
  [{ a: { $type: "null" } }, {}, false],
]);

table("regular expressions", [
  [{ a: /^b/ }, { a: "abc" }, false],
  [{ a: /^B/i }, { a: ["x", "bc"] }, true],
  [{ a: { $regex: "b$", $options: "m" } }, { a: "ab\nc" }, true],
  [{ a: { $regex: "^a.c$", $options: "s" } }, { a: "a\nc" }, true],
  [{ a: { $regex: "^a.c$" } }, { a: "a\nc" }, false],
  [{ a: { $regex: "a b # spaces and comments", $options: "x" } }, { a: "ab" }, true],
  [{ a: { $regex: "(?i)É" } }, { a: "é" }, true],
  [{ a: { $regex: "c$" } }, { a: "c\n" }, true],
  [{ a: { $regex: "^a\\-b\\_{c}$" } }, { a: "a-b_{c}" }, true],
  [{ a: { $regex: "[]x]" } }, { a: "]" }, true],
  [{ a: { $regex: "^.$" } }, { a: "\u{1F600}" }, true],
  [{ a: { $regex: "^\\p{Lu}\\p{L}+$" } }, { a: "Élan" }, true],
  [{ a: { $regex: "^\\x{1F600}$" } }, { a: "\u{1F600}" }, true],
  [{ a: { $regex: "^\\\\A$" } }, { a: "\\A" }, true],
  [{ a: { $regex: "^\\s$" } }, { a: "\u00a0" }, false],
  [{ a: { $regex: "^[\\s\\S]$" } }, { a: "\u00a0" }, true],
  [{ a: { $regex: "^$", $options: "m" } }, { a: "b\n" }, false],
  [{ a: { $regex: "^$", $options: "m" } }, { a: "\u{1F600}" }, false],
  [{ a: { $regex: "^c$", $options: "m" } }, { a: "b\nc\n" }, true],
  [{ a: { $in: [/^x/] } }, { a: "xy" }, true],
  [{ a: { $not: /^x/ } }, { a: "xy" }, false],
  [{ a: { $eq: /^x/ } }, { a: "xy" }, false],
  [{ a: /x/ }, { a: /x/ }, true],
  [{ a: /1/ }, { a: 1 }, false],
]);

table("logic", [
  [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, true],
  [{ $or: [{ a: 1 }, { b: 2 }] }, { b: 2 }, true],
  [{ $nor: [{ a: 1 }, { b: 2 }] }, { a: 2 }, true],
  [{ a: { $not: { $exists: true } } }, {}, true],
  [{ a: 1, $comment: "why" }, { a: 1 }, true],
  [{ $expr: { $gt: ["$a", "$b"] } }, { a: 2, b: 1 }, true],
  [{ $expr: { $eq: ["$a", 1] } }, { a: [1] }, false],
  [{ $expr: { $eq: ["$a", null] } }, {}, false],
]);

describe("bad filters", () => {
  const refused: [Doc, number][] = [
    [{ $and: [] }, 2],
    [{ $or: {} }, 2],
    [{ $or: [1] }, 2],
    [{ a: { $gt: 1, b: 2 } }, 2],
    [{ a: { $in: 1 } }, 2],
    [{ a: { $in: [{ $gt: 1 }] } }, 2],
    [{ a: { $not: 1 } }, 2],
    [{ a: { $not: {} } }, 2],
    [{ a: { $ne: /x/ } }, 2],
    [{ a: { $gt: /x/ } }, 2],
    [{ a: { $size: -1 } }, 2],
    [{ a: { $size: 1.5 } }, 2],
    [{ a: { $all: 1 } }, 2],
    [{ a: { $all: [{ $gt: 1 }] } }, 2],
    [{ a: { $elemMatch: 1 } }, 2],
    [{ a: { $type: "text" } }, 2],
    [{ a: { $type: 99 } }, 2],
    [{ a: { $options: "i" } }, 2],
    [{ a: { $regex: 1 } }, 2],
    [{ a: { $regex: "(" } }, 51091],
    [{ a: { $regex: "a", $options: "q" } }, 51108],
    [{ a: { $regex: "\\Aa" } }, 115],
    [{ a: { $regex: "[[:alpha:]]" } }, 115],
    [{ a: { $regex: "a(?i)b" } }, 115],
    [{ a: { $regex: "a{,2}" } }, 115],
    [{ a: { $regex: "\\p{Latin}" } }, 115],
  ];
  it.each(refused)("refuses %j with %i", (filter, code) => {
    expect(codeOf(() => compileFilter(stored(filter)))).toBe(code);
  });
});
