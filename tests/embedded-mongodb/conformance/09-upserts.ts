import { asks, type Doc, each, type Group } from "./suite.ts";

type Row = [string, Doc, Doc, unknown];

export const upserts: Group = {
  number: 9,
  title: "Upserts: what of the filter is inserted, _id, $setOnInsert, races",
  cases: [
    ...each<Row>(
      [
        ["equality", { a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
        ["$eq", { a: { $eq: 1 } }, { $set: { b: 2 } }, { a: 1, b: 2 }],
        ["$and", { $and: [{ a: 1 }, { c: 3 }] }, { $set: { b: 2 } }, { a: 1, b: 2, c: 3 }],
        ["an $in of one", { a: { $in: [1] } }, { $set: { b: 2 } }, { a: 1, b: 2 }],
        ["an $in of several", { a: { $in: [1, 2] } }, { $set: { b: 2 } }, { b: 2 }],
        ["an $or of one", { $or: [{ a: 1 }] }, { $set: { b: 2 } }, { a: 1, b: 2 }],
        ["an $or of several", { $or: [{ a: 1 }, { a: 2 }] }, { $set: { b: 2 } }, { b: 2 }],
        ["ranges are none", { a: { $gt: 1 } }, { $set: { b: 2 } }, { b: 2 }],
        ["a path", { "a.b": 1 }, { $set: { "a.c": 2 } }, { a: { b: 1, c: 2 } }],
        ["an object", { a: { b: 1 } }, { $set: { c: 2 } }, { a: { b: 1 }, c: 2 }],
        ["null", { a: null }, { $set: { b: 2 } }, { a: null, b: 2 }],
        ["an array", { a: [1, 2] }, { $set: { b: 2 } }, { a: [1, 2], b: 2 }],
        ["$all of one", { a: { $all: [1] } }, { $set: { b: 2 } }, { a: 1, b: 2 }],
        ["the update wins on what it sets", { a: 1 }, { $inc: { a: 1 } }, { a: 2 }],
        ["$setOnInsert", { a: 1 }, { $setOnInsert: { b: 2 }, $set: { c: 3 } }, { a: 1, b: 2, c: 3 }],
        ["$unset of what the filter gives", { a: 1, b: 2 }, { $unset: { b: 1 } }, { a: 1 }],
        ["$push", { a: 1 }, { $push: { l: 2 } }, { a: 1, l: [2] }],
        ["two values of one field", { $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 2 } }, { code: 54 }],
      ],
      ([name, filter, update, gives]) =>
        asks(name, gives, async (rows) => {
          await rows.updateOne(filter as never, update as never, { upsert: true });
          const { _id, ...made } = (await rows.findOne({})) as Doc;
          return Object.fromEntries(Object.entries(made).toSorted(([a], [b]) => (a < b ? -1 : 1)));
        }),
    ),
    ...each<[string, Doc, Doc, unknown]>(
      [
        ["_id of the filter", { _id: 7, a: 1 }, { $set: { b: 2 } }, { _id: 7, a: 1, b: 2 }],
        ["_id of the update", { a: 1 }, { $set: { _id: 8 } }, { _id: 8, a: 1 }],
        ["_id by $setOnInsert", { a: 1 }, { $setOnInsert: { _id: 9 } }, { _id: 9, a: 1 }],
        ["_id of both, alike", { _id: 7 }, { $set: { _id: 7, b: 1 } }, { _id: 7, b: 1 }],
        ["_id of both, not alike", { _id: 7 }, { $set: { _id: 8 } }, { code: 66 }],
        ["a range of _id gives none", { _id: { $gt: 1 }, a: 1 }, { $set: { b: 2 } }, "made"],
      ],
      ([name, filter, update, gives]) =>
        asks(name, gives, async (rows) => {
          await rows.updateOne(filter as never, update as never, { upsert: true });
          const made = (await rows.findOne({})) as Doc;
          return gives === "made" ? (typeof made._id === "object" ? "made" : made) : made;
        }),
    ),
    asks("a replacement takes _id of the filter and nothing else", { _id: 7, b: 2 }, async (rows) => {
      await rows.replaceOne({ _id: 7, a: 1 } as never, { b: 2 } as never, { upsert: true });
      return rows.findOne({});
    }),
    asks("what is there is updated, not inserted", [1, { _id: 1, a: 1, b: 2 }], async (rows) => {
      await rows.insertOne({ _id: 1, a: 1 } as never);
      await rows.updateOne({ a: 1 } as never, { $set: { b: 2 }, $setOnInsert: { c: 3 } } as never, { upsert: true });
      return [await rows.countDocuments({}), await rows.findOne({})];
    }),
    asks("sixteen at once under a unique index make one", 1, async (rows) => {
      await rows.createIndex({ k: 1 }, { unique: true });
      const one = () => rows.updateOne({ k: 1 } as never, { $inc: { n: 1 } } as never, { upsert: true });
      await Promise.allSettled(Array.from({ length: 16 }, one));
      return rows.countDocuments({ k: 1 } as never);
    }),
  ],
};
