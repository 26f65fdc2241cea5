import mongoose from "mongoose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { databaseUri, failure } from "./support.ts";

const personSchema = new mongoose.Schema({
  email: { type: String, required: true, unique: true },
  name: String,
  tags: [String],
  visits: { type: Number, default: 0 },
});

const changeSchema = new mongoose.Schema({
  stream: { type: String, required: true },
  rev: { type: Number, required: true },
  actorId: mongoose.Types.ObjectId,
  body: String,
});
changeSchema.index({ stream: 1, rev: 1 }, { unique: true });

const uri = await databaseUri("worker");

describe("Mongoose", () => {
  const connection = mongoose.createConnection();
  const Person = connection.model("Person", personSchema);
  const Change = connection.model("Change", changeSchema);

  beforeAll(async () => {
    await connection.openUri(uri);
    await Promise.all([Person.init(), Change.init()]);
  });
  beforeEach(async () => {
    await Promise.all([Person.deleteMany({}), Change.deleteMany({})]);
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it("stores a document and finds it by its unique field", async () => {
    const made = await Person.create({ email: "lee@example.org", name: "Lee" });
    const found = await Person.findOne({ email: "lee@example.org" });
    expect(found?.id).toBe(made.id);
    expect(await Person.findOne({ email: "other@example.org" })).toBeNull();
  });

  it("refuses a taken value and says which", async () => {
    await Person.create({ email: "lee@example.org" });
    const error = await failure(Person.create({ email: "lee@example.org" }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { email: 1 }, keyValue: { email: "lee@example.org" } });
    expect(await Person.countDocuments()).toBe(1);
  });

  it("saves changes and refuses a save on an outdated version", async () => {
    const made = await Person.create({ email: "v@example.org", tags: ["a", "b"] });
    const other = await Person.findById(made.id).orFail();
    made.tags.splice(0, 1);
    await made.save();
    other.set("tags.1", "c");
    await expect(other.save()).rejects.toThrow(mongoose.Error.VersionError);
    expect((await Person.findById(made.id).orFail()).tags).toEqual(["b"]);
  });

  it("reads the newest of a stream by the compound index, and pages backwards", async () => {
    const rows = Array.from({ length: 120 }, (_, at) => ({ stream: at % 2 ? "s" : "t", rev: at }));
    await Change.insertMany(rows);
    const newest = await Change.find({ stream: "s" }).sort({ rev: -1 }).limit(5).lean();
    expect(newest.map((row) => row.rev)).toEqual([119, 117, 115, 113, 111]);
    const older = await Change.find({ stream: "s", rev: { $lt: 111 } })
      .sort({ rev: -1 })
      .limit(2)
      .lean();
    expect(older.map((row) => row.rev)).toEqual([109, 107]);
    const since = await Change.find({ stream: "t", rev: { $gt: 114 } }).sort({ rev: 1 });
    expect(since.map((row) => row.rev)).toEqual([116, 118]);
  });

  it("lets only one of two writers have a revision", async () => {
    const results = await Promise.allSettled([1, 2].map((by) => Change.create({ stream: "s", rev: 1, body: `${by}` })));
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await Change.countDocuments({ stream: "s" })).toBe(1);
  });

  it("updates or inserts as one step, also when many do it at once", async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        Person.findOneAndUpdate(
          { email: "count@example.org" },
          { $inc: { visits: 1 }, $setOnInsert: { name: "Once" } },
          { upsert: true, returnDocument: "after" },
        ),
      ),
    );
    expect(await Person.find().lean()).toMatchObject([{ email: "count@example.org", visits: 20, name: "Once" }]);
  });

  it("gives the document before or after a change, or the one removed", async () => {
    await Person.create({ email: "m@example.org", visits: 1 });
    const filter = { email: "m@example.org" };
    expect((await Person.findOneAndUpdate(filter, { $inc: { visits: 1 } }))?.visits).toBe(1);
    const after = await Person.findOneAndUpdate(filter, { $inc: { visits: 1 } }, { returnDocument: "after" });
    expect(after?.visits).toBe(3);
    expect((await Person.findOneAndDelete(filter))?.visits).toBe(3);
    expect(await Person.findOneAndUpdate(filter, { $inc: { visits: 1 } })).toBeNull();
  });

  it("stops an ordered insertMany at the duplicate and tells where it was", async () => {
    const rows = [1, 2, 2, 3].map((rev) => ({ stream: "s", rev }));
    const error = await failure(Change.insertMany(rows));
    expect(error).toMatchObject({ code: 11000, writeErrors: [{ err: { index: 2, code: 11000 } }] });
    expect((await Change.find().sort({ rev: 1 })).map((row) => row.rev)).toEqual([1, 2]);
  });

  it("goes on after the duplicate in an unordered insertMany", async () => {
    const rows = [1, 1, 2].map((rev) => ({ stream: "s", rev }));
    const error = await failure(Change.insertMany(rows, { ordered: false }));
    expect(error).toMatchObject({ code: 11000, insertedCount: 2 });
    expect(await Change.countDocuments()).toBe(2);
  });

  it("walks a cursor over many batches", async () => {
    await Change.insertMany(Array.from({ length: 450 }, (_, rev) => ({ stream: "s", rev })));
    const seen: number[] = [];
    for await (const row of Change.find({ stream: "s" }).sort({ rev: 1 }).batchSize(100).cursor()) seen.push(row.rev);
    expect(seen).toEqual(Array.from({ length: 450 }, (_, rev) => rev));
  });

  it("groups with an aggregate after a match", async () => {
    await Change.insertMany(Array.from({ length: 30 }, (_, rev) => ({ stream: `s${rev % 3}`, rev })));
    const groups = await Change.aggregate([
      { $match: { rev: { $gte: 3 } } },
      { $group: { _id: "$stream", n: { $sum: 1 }, last: { $max: "$rev" } } },
      { $sort: { _id: 1 } },
    ]);
    expect(groups).toEqual([
      { _id: "s0", n: 9, last: 27 },
      { _id: "s1", n: 9, last: 28 },
      { _id: "s2", n: 9, last: 29 },
    ]);
  });

  it("sends writes of several kinds in one bulkWrite", async () => {
    const result = await Person.bulkWrite([
      { insertOne: { document: { email: "1@example.org" } } },
      { updateOne: { filter: { email: "2@example.org" }, update: { $set: { name: "Two" } }, upsert: true } },
      { updateMany: { filter: {}, update: { $inc: { visits: 1 } } } },
      { deleteOne: { filter: { email: "1@example.org" } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, upsertedCount: 1, modifiedCount: 2, deletedCount: 1 });
  });

  it("brings the indexes of the database in line with the schema", async () => {
    await Person.collection.createIndex({ name: 1 });
    expect(await Person.syncIndexes()).toEqual(["name_1"]);
    expect((await Person.listIndexes()).map((index) => index.name)).toEqual(["_id_", "email_1"]);
  });

  it("counts and lists distinct values", async () => {
    await Person.create([
      { email: "a@example.org", tags: ["x", "y"] },
      { email: "b@example.org", tags: ["y", "z"] },
      { email: "c@example.org" },
    ]);
    expect(await Person.distinct("tags")).toEqual(["x", "y", "z"]);
    expect(await Person.estimatedDocumentCount()).toBe(3);
    expect(await Person.countDocuments({ tags: "y" })).toBe(2);
  });
});
