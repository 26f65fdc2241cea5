import { Long } from "bson";
import mongoose from "mongoose";
import { beforeEach, describe, expect, it } from "vitest";
import { expectationsOf } from "./engine-differences.ts";
import { connectDatabase, databaseUri, failure, verdict } from "./support.ts";

const database = await connectDatabase(await databaseUri());
const expected = await expectationsOf(database);
const rows = database.collection<{ _id: number | string; [field: string]: unknown }>("rows");
beforeEach(() => rows.deleteMany({}));

const codeOf = async (command: Record<string, unknown>) => (await failure(database.command(command))).code;

describe("fields of the wrong kind", () => {
  it.each([
    [{ find: 5 }, 14],
    [{ find: "" }, 73],
    [{ find: "rows", filter: 1 }, 14],
    [{ find: "rows", skip: -1 }, expected("find: a skip below 0")],
    [{ find: "rows", limit: -3 }, expected("find: a limit below 0")],
    [{ find: "rows", surprise: 1 }, expected("find: a field that no command has")],
    [{ find: "rows", limit: "1" }, expected("find: a limit that is text")],
    [{ insert: "rows" }, 40414],
    [{ insert: "rows", documents: [] }, expected("insert: no documents")],
    [{ insert: "rows", documents: [1] }, 14],
    [{ delete: "rows", deletes: [{ q: {}, limit: 2 }] }, 9],
    [{ getMore: "x", collection: "rows" }, expected("getMore: a cursor that is text")],
  ])("%j", async (command, code) => {
    const reply = await database.command(command).catch((error: { code?: number }) => error);
    const first = "writeErrors" in reply ? (reply.writeErrors as { code: number }[])[0] : reply;
    expect(first?.code ?? "accepted").toBe(code);
  });
});

describe("insert", () => {
  it("adds an _id, first in the document", async () => {
    await database.command({ insert: "rows", documents: [{ a: 1 }] });
    const [row] = await rows.find().toArray();
    expect(Object.keys(row!)).toEqual(["_id", "a"]);
    expect(String(row!._id)).toMatch(/^[0-9a-f]{24}$/);
  });

  it("refuses a second document of one _id, whatever type of number", async () => {
    await rows.insertOne({ _id: 1 });
    const error = await failure(database.collection("rows").insertOne({ _id: Long.fromNumber(1) as never }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { _id: 1 } });
  });

  it("stops at the first failure, or goes on if unordered", async () => {
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
    expect(await database.command({ insert: "rows", documents })).toMatchObject({ n: 1, writeErrors: [{ index: 1 }] });
    await rows.deleteMany({});
    const reply = await database.command({ insert: "rows", documents, ordered: false });
    expect(reply).toMatchObject({ ok: 1, n: 2, writeErrors: [{ index: 1, code: 11000, keyValue: { _id: 1 } }] });
  });

  it("refuses an array or a pattern as _id", async () => {
    for (const _id of [[1], /x/]) {
      const code = (await failure(rows.insertOne({ _id: _id as never }))).code;
      expect(code).toBe(expected("insert: an _id that is an array or a pattern"));
    }
    expect(await rows.countDocuments()).toBe(0);
  });

  it("refuses documents nested too deep", async () => {
    let deep: Record<string, unknown> = {};
    for (let level = 0; level < 120; level += 1) deep = { deep };
    const wanted = expected("insert: deeper than 100 levels");
    expect(await verdict(rows.insertOne({ _id: 1, deep }))).toBe(wanted);
    expect(await rows.countDocuments()).toBe(wanted === "accepted" ? 1 : 0);
  });

  it("keeps the types of numbers and the order of fields", async () => {
    const doc = { _id: 1, z: 1, a: 1.5, long: Long.fromString("9007199254740993"), m: { y: 1, x: 2 } };
    await rows.insertOne(doc);
    const found = await rows.findOne({ _id: 1 }, { promoteValues: false, promoteLongs: false });
    expect(Object.keys(found!)).toEqual(["_id", "z", "a", "long", "m"]);
    expect(String(found!.long)).toBe("9007199254740993");
  });
});

describe("update", () => {
  it("tells matched from modified", async () => {
    await rows.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    const result = await rows.updateMany({}, { $set: { a: 2 } });
    expect(result).toMatchObject({ matchedCount: 2, modifiedCount: 1 });
    expect(await rows.updateOne({ _id: 9 }, { $set: { a: 1 } })).toMatchObject({ matchedCount: 0, modifiedCount: 0 });
  });

  it("reports what it upserted by the place of the statement", async () => {
    await rows.insertOne({ _id: 1 });
    const updates = [
      { q: { _id: 1 }, u: { $set: { a: 1 } }, upsert: true },
      { q: { _id: 2 }, u: { $set: { a: 1 } }, upsert: true },
      { q: { _id: 3 }, u: { a: 5 }, upsert: true },
    ];
    const reply = await database.command({ update: "rows", updates });
    expect(reply).toMatchObject({
      n: 3,
      nModified: 1,
      upserted: [
        { index: 1, _id: 2 },
        { index: 2, _id: 3 },
      ],
    });
    expect(await rows.findOne({ _id: 3 })).toEqual({ _id: 3, a: 5 });
  });

  it("does not meet again what it moved along its own index", async () => {
    await rows.createIndex({ n: 1 });
    await rows.insertMany(Array.from({ length: 300 }, (_, at) => ({ _id: at, n: at })));
    const updates = [{ q: { n: { $gte: 0 } }, u: { $inc: { n: 1000 } }, multi: true }];
    expect(await database.command({ update: "rows", updates })).toMatchObject({ nModified: 300 });
    expect(await rows.countDocuments({ n: { $gte: 1000, $lt: 1300 } })).toBe(300);
    await rows.dropIndexes();
  });

  it("does not change an _id, nor several documents into one", async () => {
    await rows.insertOne({ _id: 1, a: 1 });
    const renamed = { update: "rows", updates: [{ q: { _id: 1 }, u: { $set: { _id: 2 } } }] };
    expect(await database.command(renamed)).toMatchObject({ n: 0, writeErrors: [{ code: 66 }] });
    const updates = [{ q: {}, u: { a: 2 }, multi: true }];
    expect(await database.command({ update: "rows", updates })).toMatchObject({ n: 0, writeErrors: [{ code: 9 }] });
    expect(await rows.findOne()).toEqual({ _id: 1, a: 1 });
  });

  it("keeps what an ordered command did before its failure", async () => {
    await rows.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: "text" },
      { _id: 3, n: 1 },
    ]);
    const updates = [1, 2, 3].map((_id) => ({ q: { _id }, u: { $inc: { n: 1 } } }));
    expect(await database.command({ update: "rows", updates })).toMatchObject({
      n: 1,
      writeErrors: [{ index: 1, code: 14 }],
    });
    expect((await rows.find().sort({ _id: 1 }).toArray()).map((row) => row.n)).toEqual([2, "text", 1]);
  });
});

describe("delete", () => {
  it("deletes one or all that match", async () => {
    await rows.insertMany([1, 2, 3, 4].map((_id) => ({ _id, even: _id % 2 === 0 })));
    expect(await rows.deleteOne({ even: true })).toMatchObject({ deletedCount: 1 });
    expect(await rows.deleteMany({ even: false })).toMatchObject({ deletedCount: 2 });
    expect(await rows.countDocuments()).toBe(1);
    expect(await database.collection("nowhere").deleteMany({})).toMatchObject({ deletedCount: 0 });
  });
});

describe("findAndModify", () => {
  it("takes the first of an order, and shows the fields asked for", async () => {
    await rows.insertMany([1, 2, 3].map((_id) => ({ _id, n: -_id, keep: _id })));
    const options = { sort: { n: 1 }, projection: { keep: 1 } } as const;
    expect(await rows.findOneAndUpdate({}, { $set: { taken: true } }, options)).toEqual({ _id: 3, keep: 3 });
    expect(await rows.findOneAndDelete({}, { sort: { n: -1 } })).toMatchObject({ _id: 1 });
    expect(await rows.findOneAndReplace({ _id: 2 }, { n: 5 }, { returnDocument: "after" })).toEqual({ _id: 2, n: 5 });
  });

  it("upserts, and tells so", async () => {
    const command = { findAndModify: "rows", query: { _id: 5 }, update: { $inc: { n: 1 } }, upsert: true, new: true };
    expect(await database.command(command)).toMatchObject({
      value: { _id: 5, n: 1 },
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 5 },
    });
    expect(await database.command(command)).toMatchObject({
      value: { n: 2 },
      lastErrorObject: { updatedExisting: true },
    });
  });

  it("refuses contradictions", async () => {
    expect(await codeOf({ findAndModify: "rows", query: {} })).toBe(9);
    expect(await codeOf({ findAndModify: "rows", query: {}, remove: true, update: { $set: { a: 1 } } })).toBe(9);
  });
});

describe("find", () => {
  beforeEach(() => rows.insertMany(Array.from({ length: 250 }, (_, at) => ({ _id: at, n: at % 10 }))));

  it("gives 101 documents first, then the rest", async () => {
    const first = await database.command({ find: "rows" });
    expect(first.cursor.firstBatch).toHaveLength(101);
    const rest = await database.command({ getMore: Long.fromNumber(Number(first.cursor.id)), collection: "rows" });
    expect(rest.cursor.nextBatch).toHaveLength(149);
    expect(Number(rest.cursor.id)).toBe(0);
  });

  it("keeps to batch size, limit and skip across batches", async () => {
    const cursor = rows.find().sort({ _id: 1 }).skip(5).limit(30).batchSize(7);
    const ids: unknown[] = [];
    for await (const row of cursor) ids.push(row._id);
    expect(ids).toEqual(Array.from({ length: 30 }, (_, at) => at + 5));
  });

  it("opens a cursor without documents at batch size 0, and closes it when asked", async () => {
    const { cursor } = await database.command({ find: "rows", batchSize: 0 });
    expect(cursor.firstBatch).toEqual([]);
    const id = Long.fromNumber(Number(cursor.id));
    expect(await database.command({ killCursors: "rows", cursors: [id] })).toMatchObject({ cursorsNotFound: [] });
    expect(await codeOf({ getMore: id, collection: "rows" })).toBe(43);
  });

  it("leaves no cursor after a single batch", async () => {
    const single = await database.command({ find: "rows", batchSize: 2, singleBatch: true });
    expect(single.cursor.firstBatch).toHaveLength(2);
    expect(Number(single.cursor.id)).toBe(0);
    expect(await rows.find().limit(-3).toArray()).toHaveLength(3);
  });

  it("goes on while documents are deleted and inserted", async () => {
    const cursor = rows.find().sort({ _id: 1 }).batchSize(50);
    expect(await cursor.next()).toMatchObject({ _id: 0 });
    await rows.deleteMany({ _id: { $gte: 60, $lt: 240 } });
    const ids = (await cursor.toArray()).map((row) => Number(row._id));
    expect(ids.slice(-10)).toEqual([240, 241, 242, 243, 244, 245, 246, 247, 248, 249]);
    if (expected("cursor: documents deleted below it") === "given") expect(ids).toHaveLength(249);
    else expect(ids.length).toBeLessThan(110);
  });

  it("answers a getMore on another collection with a refusal", async () => {
    const { cursor } = await database.command({ find: "rows", batchSize: 1 });
    const id = Long.fromNumber(Number(cursor.id));
    const reply = verdict(database.command({ getMore: id, collection: "others" }));
    expect(await reply).toBe(expected("getMore: on another collection"));
  });

  it("ends with an error when the collection is dropped below it", async () => {
    const other = database.collection("dropped");
    await other.insertMany(Array.from({ length: 300 }, () => ({ text: "x" })));
    const cursor = other.find().batchSize(10);
    await cursor.next();
    await other.drop();
    await other.insertOne({ text: "new" });
    const rest = (await verdict(cursor.toArray())) === "accepted" ? "accepted" : "refused";
    expect(rest).toBe(expected("getMore: on a collection that was dropped"));
  });

  it("reads megabytes in batches below the limit of a message", async () => {
    const text = "x".repeat(3_000_000);
    for (let _id = 1000; _id < 1012; _id += 1) await rows.insertOne({ _id, text });
    const { cursor } = await database.command({ find: "rows", filter: { _id: { $gte: 1000 } } });
    expect(cursor.firstBatch.length).toBeLessThan(6);
    expect(await rows.find({ _id: { $gte: 1000 } }).toArray()).toHaveLength(12);
  });

  it("counts, and lists distinct values", async () => {
    expect(await rows.countDocuments({ n: 3 }, { skip: 5, limit: 100 })).toBe(20);
    expect(await rows.countDocuments({ n: 77 })).toBe(0);
    expect(await database.command({ count: "rows", query: { n: 3 }, limit: 7 })).toMatchObject({ n: 7 });
    await rows.updateOne({ _id: 1 }, { $set: { n: [1, "x", { deep: 1 }] } });
    expect(await rows.distinct("n", { _id: { $lt: 3 } })).toEqual([0, 1, 2, "x", { deep: 1 }]);
    expect(await rows.distinct("n.deep")).toEqual([1]);
  });

  it("lists documents that differ in a Decimal128 only, and equal numbers once", async () => {
    const decimal = (digits: string) => mongoose.mongo.Decimal128.fromString(digits);
    await rows.insertMany([
      { _id: 5001, deep: { d: decimal("1.5") }, flat: decimal("1") },
      { _id: 5002, deep: { d: decimal("2.5") }, flat: 1 },
    ]);
    expect(await rows.distinct("deep")).toEqual([{ d: decimal("1.5") }, { d: decimal("2.5") }]);
    expect(await rows.distinct("flat")).toHaveLength(1);
  });
});

describe("collections and databases", () => {
  it("are created, listed and dropped", async () => {
    await database.createCollection("made");
    expect(await database.command({ create: "made" })).toMatchObject({ ok: 1 });
    const listed = await database.listCollections({ name: "made" }).toArray();
    expect(listed).toMatchObject([{ name: "made", type: "collection", idIndex: { name: "_id_" } }]);
    const { databases } = await database.admin().listDatabases({ nameOnly: true });
    expect(databases.map(({ name }) => name)).toContain(database.databaseName);
    expect(await database.dropCollection("made")).toBe(true);
    expect(await database.listCollections({ name: "made" }, { nameOnly: true }).toArray()).toEqual([]);
  });

  it("that do not exist are empty, or told so", async () => {
    expect(await database.command({ drop: "nowhere" })).toMatchObject({ ok: 1 });
    expect(await codeOf({ listIndexes: "nowhere" })).toBe(26);
    expect((await failure(rows.findOne({}, { hint: "none" }))).code).toBe(2);
    expect(await database.collection("nowhere").find({ a: 1 }).sort({ a: 1 }).toArray()).toEqual([]);
  });

  it("begin empty again after a drop", async () => {
    const again = database.collection("again");
    await again.createIndex({ a: 1 });
    await again.insertMany(Array.from({ length: 2500 }, (_, a) => ({ a })));
    await again.drop();
    expect(await again.countDocuments()).toBe(0);
    await again.insertOne({ a: 1 });
    expect(await again.find({ a: { $gte: 0 } }).toArray()).toHaveLength(1);
    expect(await again.indexes()).toHaveLength(1);
  });
});
