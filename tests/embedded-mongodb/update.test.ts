import { Double, Int32, Long, ObjectId, Timestamp } from "bson";
import { describe, expect, it } from "vitest";
import { compileUpdate, upsertSeed } from "../../server/embedded-mongodb/update/update.ts";
import type { Doc } from "../../server/embedded-mongodb/values/decode.ts";
import { codeOf, NOW, plain, stored } from "./semantics.ts";
import { updateTable } from "./update-table.ts";

updateTable("setting and removing fields", [
  { name: "sets a field in its place", doc: { a: 1, b: 2 }, update: { $set: { a: 3 } }, result: { a: 3, b: 2 } },
  {
    name: "appends new fields by name, numbers by value",
    doc: {},
    update: { $set: { c: 1, b: 1, "d.10": 1, "d.9": 1 } },
    result: { b: 1, c: 1, d: { 9: 1, 10: 1 } },
  },
  {
    name: "appends new fields of different operators by name",
    doc: {},
    update: { $set: { z: 1 }, $inc: { a: 1 } },
    result: { a: 1, z: 1 },
  },
  { name: "makes parents", doc: {}, update: { $set: { "a.b.c": 1 } }, result: { a: { b: { c: 1 } } } },
  { name: "sets by position", doc: { a: [1, 2] }, update: { $set: { "a.1": 5 } }, result: { a: [1, 5] } },
  {
    name: "pads an array with null",
    doc: { a: [1] },
    update: { $set: { "a.3": 5 } },
    result: { a: [1, null, null, 5] },
  },
  {
    name: "makes a sub-document of a numeric part when nothing is there",
    doc: {},
    update: { $set: { "a.0": 5 } },
    result: { a: { 0: 5 } },
  },
  {
    name: "sets below a position",
    doc: { a: [{ b: 1 }] },
    update: { $set: { "a.0.c": 5 } },
    result: { a: [{ b: 1, c: 5 }] },
  },
  { name: "refuses a path through a number", doc: { a: 5 }, update: { $set: { "a.b": 1 } }, code: 28 },
  { name: "refuses a path through null", doc: { a: null }, update: { $set: { "a.b": 1 } }, code: 28 },
  { name: "refuses a field of an array", doc: { a: [] }, update: { $set: { "a.b": 1 } }, code: 28 },
  { name: "refuses a huge position", doc: { a: [] }, update: { $set: { "a.2000000": 1 } }, code: 2 },
  { name: "unsets a field", doc: { a: 1, b: 2 }, update: { $unset: { a: "" } }, result: { b: 2 } },
  {
    name: "leaves null where it unsets an element",
    doc: { a: [1, 2] },
    update: { $unset: { "a.0": "" } },
    result: { a: [null, 2] },
  },
  {
    name: "unsets nothing through a scalar, without an error",
    doc: { a: 5 },
    update: { $unset: { "a.b": "" } },
    result: { a: 5 },
  },
  { name: "does nothing for $setOnInsert on an update", doc: {}, update: { $setOnInsert: { a: 1 } }, result: {} },
  { name: "refuses one path for two operators", doc: {}, update: { $set: { a: 1 }, $inc: { a: 1 } }, code: 40 },
  { name: "refuses a path within another", doc: {}, update: { $set: { a: 1, "a.b": 1 } }, code: 40 },
  {
    name: "counts $setOnInsert as a conflict too",
    doc: {},
    update: { $set: { a: 1 }, $setOnInsert: { a: 2 } },
    code: 40,
  },
  { name: "refuses a change of _id", doc: {}, update: { $set: { _id: 2 } }, code: 66 },
  { name: "refuses to unset _id", doc: {}, update: { $unset: { _id: "" } }, code: 66 },
  { name: "allows the same _id", doc: {}, update: { $set: { _id: 1, a: 1 } }, result: { a: 1 } },
  { name: "refuses an empty part", doc: {}, update: { $set: { "a..b": 1 } }, code: 56 },
  { name: "refuses a dollar in a path", doc: {}, update: { $set: { "a.$b": 1 } }, code: 52 },
  { name: "refuses operands that are no documents", doc: {}, update: { $set: 1 }, code: 9 },
  { name: "refuses a field among operators", doc: {}, update: { $set: { a: 1 }, b: 1 }, code: 9 },
  { name: "takes an empty $set", doc: { a: 1 }, update: { $set: {} }, result: { a: 1 } },
]);

updateTable("renaming", [
  { name: "renames", doc: { a: 1, b: 2 }, update: { $rename: { a: "c" } }, result: { b: 2, c: 1 } },
  { name: "renames into a sub-document", doc: { a: 1 }, update: { $rename: { a: "b.c" } }, result: { b: { c: 1 } } },
  { name: "overwrites the target", doc: { a: 1, b: 2 }, update: { $rename: { a: "b" } }, result: { b: 1 } },
  { name: "does nothing without a source", doc: { b: 2 }, update: { $rename: { a: "b" } }, result: { b: 2 } },
  { name: "refuses a source in an array", doc: { a: [1] }, update: { $rename: { "a.0": "b" } }, code: 2 },
  {
    name: "ignores a missing element as the source",
    doc: { a: [1] },
    update: { $rename: { "a.2": "b" } },
    result: { a: [1] },
  },
  { name: "refuses a target in an array", doc: { a: [1], b: 1 }, update: { $rename: { b: "a.0" } }, code: 2 },
  { name: "refuses the same name", doc: {}, update: { $rename: { a: "a" } }, code: 2 },
  { name: "refuses a target within the source", doc: {}, update: { $rename: { a: "a.b" } }, code: 2 },
  { name: "refuses a target that is no string", doc: {}, update: { $rename: { a: 1 } }, code: 2 },
]);

updateTable("numbers", [
  { name: "increments", doc: { a: 1 }, update: { $inc: { a: 2 } }, result: { a: 3 } },
  { name: "makes a missing number", doc: {}, update: { $inc: { "a.b": 2 } }, result: { a: { b: 2 } } },
  { name: "multiplies a missing number to 0", doc: {}, update: { $mul: { a: 2 } }, result: { a: 0 } },
  { name: "refuses to increment null", doc: { a: null }, update: { $inc: { a: 1 } }, code: 14 },
  { name: "refuses to increment a string", doc: { a: "1" }, update: { $inc: { a: 1 } }, code: 14 },
  { name: "refuses to increment by a string", doc: { a: 1 }, update: { $inc: { a: "1" } }, code: 14 },
  { name: "refuses to leave int64", doc: { a: Long.MAX_VALUE }, update: { $inc: { a: 1 } }, code: 2 },
  { name: "refuses to multiply out of int64", doc: { a: Long.MAX_VALUE }, update: { $mul: { a: 2 } }, code: 2 },
  { name: "takes the lesser", doc: { a: 5 }, update: { $min: { a: 3 } }, result: { a: 3 } },
  { name: "compares types with $min", doc: { a: "x" }, update: { $min: { a: 3 } }, result: { a: 3 } },
  { name: "keeps the greater type with $max", doc: { a: "x" }, update: { $max: { a: 3 } }, result: { a: "x" } },
  { name: "sets a missing field with $max", doc: {}, update: { $max: { a: null } }, result: { a: null } },
]);

describe("an update", () => {
  const run = (doc: Doc, update: Doc) => compileUpdate(stored(update)).apply(stored(doc), NOW);

  it("widens numbers and keeps their types", () => {
    expect(run({ a: new Int32(2147483647) }, { $inc: { a: 1 } }).a).toEqual(Long.fromString("2147483648"));
    expect(run({ a: 1 }, { $inc: { a: new Double(1) } }).a).toEqual(new Double(2));
    expect(run({ a: Long.fromNumber(1) }, { $inc: { a: 1 } }).a).toEqual(Long.fromNumber(2));
    expect(run({ a: 1, b: new Double(2), c: Long.fromNumber(3) }, { $set: { d: 1 } })).toMatchObject({
      b: new Double(2),
      c: Long.fromNumber(3),
    });
  });

  it("gives back the same document when nothing changes", () => {
    const doc = stored({ _id: 1, a: [1], b: { c: 1 } });
    const noChange: Doc[] = [
      { $set: { a: [1], "b.c": 1 } },
      { $unset: { x: "" } },
      { $addToSet: { a: 1 } },
      { $pull: { a: 9 } },
      { $max: { "b.c": 0 } },
      { $setOnInsert: { x: 1 } },
      { $inc: { "b.c": 0 } },
      { _id: 1, a: [1], b: { c: 1 } },
    ];
    for (const update of noChange) expect(compileUpdate(stored(update)).apply(doc, NOW)).toBe(doc);
    expect(compileUpdate(stored({ $set: { "b.c": new Double(1) } })).apply(doc, NOW)).not.toBe(doc);
  });

  it("sets the time it is given", () => {
    expect(run({}, { $currentDate: { a: true, b: { $type: "date" } } })).toEqual({ a: NOW, b: NOW });
    expect(run({}, { $currentDate: { a: { $type: "timestamp" } } }).a).toBeInstanceOf(Timestamp);
    expect(codeOf(() => run({}, { $currentDate: { a: { $type: "time" } } }))).toBe(2);
  });

  it("takes a field named __proto__ as a field", () => {
    const result = run({}, { $set: { "__proto__.polluted": 1 } });
    expect(Object.keys(result)).toEqual(["__proto__"]);
    expect(({} as Doc).polluted).toBeUndefined();
  });
});

describe("a replacement", () => {
  const replace = (doc: Doc, update: Doc) => plain(compileUpdate(stored(update)).apply(stored(doc), NOW));

  it("keeps the _id, in front", () => {
    expect(JSON.stringify(replace({ _id: 1, a: 1 }, { b: 2 }))).toBe('{"_id":1,"b":2}');
    expect(JSON.stringify(replace({ _id: 1, a: 1 }, { b: 2, _id: 1 }))).toBe('{"_id":1,"b":2}');
    expect(compileUpdate({}).replacement).toBe(true);
    expect(compileUpdate({ $set: {} }).replacement).toBe(false);
  });

  it("refuses another _id and operators", () => {
    expect(codeOf(() => replace({ _id: 1 }, { _id: 2 }))).toBe(66);
    expect(codeOf(() => replace({ _id: 1 }, { a: 1, $set: { b: 1 } }))).toBe(52);
  });
});

describe("an upsert", () => {
  const inserted = (filter: Doc, update: Doc) => {
    const compiled = compileUpdate(stored(update), { upsert: true, filter: stored(filter) });
    return plain(compiled.applyInsert(upsertSeed(stored(filter)), NOW));
  };

  it("begins with the equalities of the filter", () => {
    const filter = {
      _id: 1,
      a: 2,
      $and: [{ b: { $eq: 3 } }],
      c: { $in: [4] },
      "d.e": 5,
      f: { $gt: 1 },
      g: { $all: [6] },
      h: /x/,
    };
    expect(inserted(filter, { $set: { z: 1 } })).toEqual({ _id: 1, a: 2, b: 3, c: 4, d: { e: 5 }, g: 6, z: 1 });
    expect(inserted({ _id: 1, c: { $in: [4, 5] }, $or: [{ d: 1 }, { e: 1 }] }, { $set: {} })).toEqual({ _id: 1 });
  });

  it("applies $setOnInsert and puts the _id in front", () => {
    const doc = inserted({ a: 1 }, { $setOnInsert: { _id: "x", b: 2 }, $inc: { n: 1 } });
    expect(JSON.stringify(doc)).toBe('{"_id":"x","a":1,"b":2,"n":1}');
  });

  it("makes an _id where there is none", () => {
    expect(inserted({ a: 1 }, { $set: { b: 1 } })._id).toBeInstanceOf(ObjectId);
  });

  it("takes only the _id of the filter for a replacement", () => {
    expect(inserted({ _id: 1, a: 1 }, { b: 2 })).toEqual({ _id: 1, b: 2 });
  });

  it("refuses a path matched twice, an _id that contradicts, and an _id that is an array", () => {
    expect(codeOf(() => inserted({ a: 1, $and: [{ a: 1 }] }, {}))).toBe(54);
    expect(codeOf(() => inserted({ a: { b: 1 }, "a.c": 1 }, {}))).toBe(54);
    expect(codeOf(() => inserted({ a: { $all: [1, 2] } }, {}))).toBe(54);
    expect(codeOf(() => inserted({ _id: 1 }, { $set: { _id: 2 } }))).toBe(66);
    expect(codeOf(() => inserted({}, { $set: { _id: [1] } }))).toBe(53);
  });
});
