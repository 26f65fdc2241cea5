import { asks, type Doc, each, type Group, type Rows } from "./suite.ts";

const fill = (rows: Rows, docs: Doc[]) => rows.insertMany(docs as never[]);
const three = (rows: Rows) =>
  fill(rows, [
    { _id: 1, a: 1 },
    { _id: 2, a: 2 },
    { _id: 3, a: 3 },
  ]);
const counts = (result: { matchedCount: number; modifiedCount: number }) => [result.matchedCount, result.modifiedCount];

/** What a bulk write that fails tells: how much was done, and of each refusal its place and code. */
async function bulkFailure(writing: Promise<unknown>): Promise<unknown> {
  try {
    return await writing;
  } catch (error) {
    const failed = error as {
      insertedCount: number;
      writeErrors: { index: number; code: number }[] | { index: number; code: number };
    };
    return [failed.insertedCount, [failed.writeErrors].flat().map(({ index, code }) => [index, code])];
  }
}

export const results: Group = {
  number: 10,
  title: "What writes answer: matched and modified, upserted, errors in order and not, findAndModify",
  cases: [
    asks("what does not change is matched, not modified", [1, 0], async (rows) => {
      await three(rows);
      return counts(await rows.updateOne({ _id: 1 } as never, { $set: { a: 1 } } as never));
    }),
    asks("an update of many", [3, 2], async (rows) => {
      await three(rows);
      return counts(await rows.updateMany({}, { $set: { a: 1 } } as never));
    }),
    asks("an update of none", [0, 0], async (rows) => {
      await three(rows);
      return counts(await rows.updateMany({ a: 9 } as never, { $set: { a: 1 } } as never));
    }),
    asks("an upsert tells its id", [0, 0, 1, 9], async (rows) => {
      const result = await rows.updateOne({ _id: 9 } as never, { $set: { a: 1 } } as never, { upsert: true });
      return [...counts(result), result.upsertedCount, result.upsertedId];
    }),
    asks("an upsert that finds", [1, 1, 0, null], async (rows) => {
      await three(rows);
      const result = await rows.updateOne({ _id: 1 } as never, { $set: { a: 9 } } as never, { upsert: true });
      return [...counts(result), result.upsertedCount, result.upsertedId];
    }),
    asks("a deletion of one", 1, async (rows) => {
      await three(rows);
      return (await rows.deleteOne({ a: { $gt: 1 } } as never)).deletedCount;
    }),
    asks("a deletion of many", 2, async (rows) => {
      await three(rows);
      return (await rows.deleteMany({ a: { $gt: 1 } } as never)).deletedCount;
    }),
    asks("a deletion of none", 0, async (rows) => (await rows.deleteMany({ a: 1 } as never)).deletedCount),
    asks("inserts in order stop at the first refusal", [1, [[1, 11000]]], (rows) =>
      bulkFailure(fill(rows, [{ _id: 1 }, { _id: 1 }, { _id: 2 }])),
    ),
    asks("inserts out of order go on", [2, [[1, 11000]]], (rows) =>
      bulkFailure(rows.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }] as never[], { ordered: false })),
    ),
    asks(
      "several refusals out of order",
      [
        1,
        [
          [1, 11000],
          [2, 11000],
        ],
      ],
      (rows) => bulkFailure(rows.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 1 }] as never[], { ordered: false })),
    ),
    asks(
      "a bulk of every kind",
      { inserted: 1, matched: 2, modified: 1, deleted: 1, upserted: { 4: 7 } },
      async (rows) => {
        await three(rows);
        const result = await rows.bulkWrite([
          { insertOne: { document: { _id: 4 } as never } },
          { updateOne: { filter: { _id: 1 } as never, update: { $set: { a: 9 } } } },
          { updateOne: { filter: { _id: 2 } as never, update: { $set: { a: 2 } } } },
          { deleteOne: { filter: { _id: 3 } as never } },
          { updateOne: { filter: { _id: 7 } as never, update: { $set: { a: 1 } }, upsert: true } },
        ]);
        const { insertedCount, matchedCount, modifiedCount, deletedCount, upsertedIds } = result;
        return {
          inserted: insertedCount,
          matched: matchedCount,
          modified: modifiedCount,
          deleted: deletedCount,
          upserted: upsertedIds,
        };
      },
    ),
    ...each<[string, Doc, Doc, Doc, unknown]>(
      [
        ["before", { _id: 1 }, { $set: { a: 9 } }, {}, { _id: 1, a: 1 }],
        ["after", { _id: 1 }, { $set: { a: 9 } }, { returnDocument: "after" }, { _id: 1, a: 9 }],
        ["by a sort", {}, { $set: { b: 1 } }, { sort: { a: -1 }, returnDocument: "after" }, { _id: 3, a: 3, b: 1 }],
        ["some fields", { _id: 1 }, { $set: { a: 9 } }, { projection: { _id: 0, a: 1 } }, { a: 1 }],
        ["nothing found", { _id: 9 }, { $set: { a: 9 } }, {}, null],
        ["an upsert, before", { _id: 9 }, { $set: { a: 9 } }, { upsert: true }, null],
        [
          "an upsert, after",
          { _id: 9 },
          { $set: { a: 9 } },
          { upsert: true, returnDocument: "after" },
          { _id: 9, a: 9 },
        ],
        ["by elements", { _id: 1 }, { $set: { "l.$[e]": 0 } }, { arrayFilters: [{ e: 1 }] }, { code: 2 }],
      ],
      ([name, filter, update, options, gives]) =>
        asks(`findAndModify: ${name}`, gives, async (rows) => {
          await three(rows);
          return rows.findOneAndUpdate(filter as never, update as never, options as never);
        }),
    ),
    asks("findAndModify: removal", [{ _id: 3, a: 3 }, 2], async (rows) => {
      await three(rows);
      return [await rows.findOneAndDelete({}, { sort: { a: -1 } } as never), await rows.countDocuments({})];
    }),
    asks(
      "findAndModify: a replacement",
      [
        { _id: 1, a: 1 },
        { _id: 1, b: 2 },
      ],
      async (rows) => {
        await three(rows);
        const before = await rows.findOneAndReplace({ _id: 1 } as never, { b: 2 } as never);
        return [before, await rows.findOne({ _id: 1 } as never)];
      },
    ),
    asks("findAndModify: what it tells of an upsert", { n: 1, updatedExisting: false, upserted: 9 }, async (rows) => {
      const result = await rows.findOneAndUpdate({ _id: 9 } as never, { $set: { a: 1 } } as never, {
        upsert: true,
        includeResultMetadata: true,
      });
      return result.lastErrorObject;
    }),
    asks("counts", [3, 2, 1, 3], async (rows) => {
      await three(rows);
      return [
        await rows.countDocuments({}),
        await rows.countDocuments({ a: { $gt: 1 } } as never),
        await rows.countDocuments({ a: { $gt: 1 } } as never, { limit: 1 }),
        await rows.estimatedDocumentCount(),
      ];
    }),
    asks("distinct values, elements of arrays each", [[1, 2, 3, 4], []], async (rows) => {
      await fill(rows, [{ a: 1 }, { a: [2, 3] }, { a: 3 }, { a: [4, 1] }, {}]);
      return [(await rows.distinct("a")).toSorted(), await rows.distinct("nothing")];
    }),
  ],
};
