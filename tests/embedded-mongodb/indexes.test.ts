import { beforeEach, describe, expect, it } from "vitest";
import { expectationsOf } from "./engine-differences.ts";
import { connectDatabase, databaseUri, failure, verdict } from "./support.ts";

const database = await connectDatabase(await databaseUri());
const expected = await expectationsOf(database);
const rows = database.collection<{ _id: number; [field: string]: unknown }>("rows");
beforeEach(async () => {
  await database.dropCollection("rows");
  await database.createCollection("rows");
});

const names = async (): Promise<unknown[]> => (await rows.indexes()).map((index) => index.name);
const create = (...indexes: object[]) => database.command({ createIndexes: "rows", indexes });

describe("making and dropping indexes", () => {
  it("tells how many there were and are, and does nothing twice", async () => {
    const index = { key: { a: 1, b: -1 }, name: "a_b", unique: true };
    expect(await create(index)).toMatchObject({ numIndexesBefore: 1, numIndexesAfter: 2 });
    expect(await create(index)).toMatchObject({ numIndexesBefore: 2, numIndexesAfter: 2 });
    expect(await rows.indexes()).toMatchObject([
      { key: { _id: 1 }, name: "_id_" },
      { v: 2, key: { a: 1, b: -1 }, name: "a_b", unique: true },
    ]);
  });

  it("makes the collection if it does not exist", async () => {
    await database.dropCollection("rows");
    expect(await create({ key: { a: 1 }, name: "a" })).toMatchObject({ createdCollectionAutomatically: true });
  });

  it("drops by name, by key, and all but the primary one", async () => {
    await create({ key: { a: 1 }, name: "a" }, { key: { b: 1 }, name: "b" }, { key: { c: 1 }, name: "c" });
    await rows.dropIndex("a");
    expect(await names()).toEqual(["_id_", "b", "c"]);
    expect(await database.command({ dropIndexes: "rows", index: { b: 1 } })).toMatchObject({ nIndexesWas: 3 });
    expect((await failure(rows.dropIndex("none"))).code).toBe(27);
    expect((await failure(rows.dropIndex("_id_"))).code).toBe(72);
    await rows.dropIndexes();
    expect(await names()).toEqual(["_id_"]);
  });

  it.each([
    ["the same name for another key", { key: { b: 1 }, name: "a" }, 86],
    ["the same key under another name", { key: { a: 1 }, name: "other" }, 85],
    ["other options under the same name", { key: { a: 1 }, name: "a", expireAfterSeconds: 9 }, 85],
    ["uniqueness under the same name", { key: { a: 1 }, name: "a", unique: true }, 86],
  ])("refuses %s", async (_, index, code) => {
    await create({ key: { a: 1 }, name: "a" });
    expect((await failure(create(index))).code).toBe(code);
    expect(await names()).toEqual(["_id_", "a"]);
  });

  const both = { sparse: true, partialFilterExpression: { a: 1 } };
  it.each([
    [{ key: { a: 0 }, name: "x" }, 67],
    [{ key: {}, name: "x" }, 67],
    [{ key: { "a..b": 1 }, name: "x" }, 67],
    [{ key: { a: 1, b: 1 }, name: "x", expireAfterSeconds: 1 }, 67],
    [{ key: { a: 1 }, name: "x", expireAfterSeconds: -1 }, 67],
    [{ key: { a: 1 }, name: "x", ...both }, expected("createIndexes: sparse and partial")],
    [{ key: { a: 1 }, name: "x", partialFilterExpression: { a: { $exists: false } } }, 67],
    [{ key: { a: 1 }, name: "x", partialFilterExpression: { a: { $ne: 1 } } }, 67],
  ])("refuses %j", async (index, code) => {
    expect((await failure(create(index))).code).toBe(code);
    expect(await names()).toEqual(["_id_"]);
  });

  it("leaves nothing of any index if one cannot be built", async () => {
    await rows.insertMany([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 2, b: 1 },
    ]);
    const error = await failure(create({ key: { a: 1 }, name: "a" }, { key: { b: 1 }, name: "b", unique: true }));
    expect(error).toMatchObject(expected("createIndexes: which values are not unique"));
    expect(await names()).toEqual(["_id_"]);
    await rows.insertOne({ _id: 3, b: 1 });
    await create({ key: { b: 1 }, name: "b" });
    expect(await rows.countDocuments({ b: 1 })).toBe(3);
  });

  it("builds over what is there", async () => {
    await rows.insertMany(Array.from({ length: 1200 }, (_, _id) => ({ _id, a: _id % 4, tags: ["t", `t${_id % 3}`] })));
    await create({ key: { a: -1 }, name: "a" }, { key: { tags: 1 }, name: "tags" });
    expect(await rows.countDocuments({ a: 2 }, { hint: "a" })).toBe(300);
    expect(await rows.find({ tags: { $in: ["t", "t1"] } }, { hint: "tags" }).toArray()).toHaveLength(1200);
  });
});

describe("a unique index", () => {
  it("counts missing as null", async () => {
    await rows.createIndex({ a: 1 }, { unique: true });
    await rows.insertOne({ _id: 1 });
    expect(await failure(rows.insertOne({ _id: 2, a: null }))).toMatchObject({ code: 11000, keyValue: { a: null } });
  });

  it("lets a sparse one leave out missing values, but not null", async () => {
    await rows.createIndex({ a: 1 }, { unique: true, sparse: true });
    await rows.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, a: null }]);
    expect((await failure(rows.insertOne({ _id: 4, a: null }))).code).toBe(11000);
  });

  it("concerns only what a partial one takes in", async () => {
    await rows.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await rows.insertMany([
      { _id: 1, a: 1, live: false },
      { _id: 2, a: 1 },
      { _id: 3, a: 1, live: true },
    ]);
    expect((await failure(rows.insertOne({ _id: 4, a: 1, live: true }))).code).toBe(11000);
    expect((await failure(rows.updateOne({ _id: 1 }, { $set: { live: true } }))).code).toBe(11000);
    await rows.updateOne({ _id: 3 }, { $set: { live: false } });
    await rows.updateOne({ _id: 1 }, { $set: { live: true } });
    expect(await rows.countDocuments({ a: 1, live: true })).toBe(1);
  });

  it("looks at each element, and lets one document have an element twice", async () => {
    await rows.createIndex({ a: 1 }, { unique: true });
    await rows.insertOne({ _id: 1, a: [1, 1, 2] });
    const behind = await verdict(rows.insertOne({ _id: 2, a: [3, 2] }));
    expect(behind).toBe(expected("unique index: an element behind a repeated one"));
    await rows.deleteOne({ _id: 2 });
    await rows.insertOne({ _id: 3, a: [3] });
    expect((await failure(rows.updateOne({ _id: 3 }, { $push: { a: 1 as never } }))).code).toBe(11000);
    expect(await rows.findOne({ a: 3 })).toEqual({ _id: 3, a: [3] });
  });

  it("lets a document keep its value, and another take it once it is free", async () => {
    await rows.createIndex({ a: 1, b: 1 }, { unique: true });
    await rows.insertMany([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
    ]);
    await rows.updateOne({ _id: 1 }, { $set: { a: 1, c: 5 } });
    const taken = await failure(rows.updateOne({ _id: 2 }, { $set: { b: 1 } }));
    expect(taken).toMatchObject({ code: 11000, keyPattern: { a: 1, b: 1 }, keyValue: { a: 1, b: 1 } });
    await rows.deleteOne({ _id: 1 });
    expect(await rows.updateOne({ _id: 2 }, { $set: { b: 1 } })).toMatchObject({ modifiedCount: 1 });
  });

  it("takes numbers of different types as one value", async () => {
    await rows.createIndex({ a: 1 }, { unique: true });
    await rows.insertOne({ _id: 1, a: 1 });
    const double = { insert: "rows", documents: [{ _id: 2, a: 1.0 }] };
    expect(await database.command(double)).toMatchObject({ n: 0, writeErrors: [{ code: 11000 }] });
    await rows.insertOne({ _id: 3, a: 1.5 });
  });

  it("refuses two arrays in one key", async () => {
    await rows.createIndex({ a: 1, b: 1 });
    expect((await failure(rows.insertOne({ _id: 1, a: [1, 2], b: [3, 4] }))).code).toBe(171);
    expect(await rows.countDocuments()).toBe(0);
    const short = await verdict(rows.insertOne({ _id: 1, a: [1], b: [2] }));
    expect(short).toBe(expected("index: two arrays of one element"));
  });
});
