import { asks, type Doc, each, type Group } from "./suite.ts";

interface UniqueCase {
  name: string;
  key: Doc;
  options?: Doc;
  docs: Doc[];
  /** Places of the documents that are refused. */
  refused: number[];
}

export const unique: Group = {
  number: 11,
  title: "Unique indexes: arrays, missing fields, compound, partial, sparse, updates, what is told",
  cases: [
    ...each<UniqueCase>(
      [
        { name: "a value twice", key: { a: 1 }, docs: [{ a: 1 }, { a: 1 }, { a: 2 }], refused: [1] },
        { name: "a missing field counts as null", key: { a: 1 }, docs: [{}, {}, { a: null }], refused: [1, 2] },
        {
          name: "an element that another has",
          key: { a: 1 },
          docs: [{ a: [1, 2] }, { a: [2, 3] }, { a: 3 }],
          refused: [1],
        },
        { name: "an element and a value", key: { a: 1 }, docs: [{ a: 5 }, { a: [4, 5] }], refused: [1] },
        { name: "twice in one array", key: { a: 1 }, docs: [{ a: [1, 1] }, { a: [2] }], refused: [] },
        {
          name: "compound: one field alike",
          key: { a: 1, b: 1 },
          docs: [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 1 }],
          refused: [],
        },
        {
          name: "compound: both alike",
          key: { a: 1, b: 1 },
          docs: [
            { a: 1, b: 1 },
            { a: 1, b: 1 },
          ],
          refused: [1],
        },
        { name: "compound: both missing", key: { a: 1, b: 1 }, docs: [{}, {}], refused: [1] },
        {
          name: "sparse: missing is left out",
          key: { a: 1 },
          options: { sparse: true },
          docs: [{}, {}, { a: 1 }, { a: 1 }],
          refused: [3],
        },
        {
          name: "sparse: null is not missing",
          key: { a: 1 },
          options: { sparse: true },
          docs: [{ a: null }, { a: null }],
          refused: [1],
        },
        {
          name: "partial: only among those it holds",
          key: { a: 1 },
          options: { partialFilterExpression: { on: true } },
          docs: [{ a: 1 }, { a: 1 }, { a: 1, on: true }, { a: 1, on: true }],
          refused: [3],
        },
        { name: "numbers of other widths", key: { a: 1 }, docs: [{ a: 1 }, { a: 1.0 }, { a: 1.5 }], refused: [1] },
        {
          name: "objects field by field",
          key: { a: 1 },
          docs: [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, { a: { x: 1, y: 2 } }],
          refused: [2],
        },
        { name: "a path", key: { "a.b": 1 }, docs: [{ a: { b: 1 } }, { a: [{ b: 2 }, { b: 1 }] }], refused: [1] },
        {
          name: "long texts that differ at their end",
          key: { a: 1 },
          docs: [{ a: `${"x".repeat(900)}1` }, { a: `${"x".repeat(900)}2` }],
          refused: [],
        },
      ],
      ({ name, key, options, docs, refused }) =>
        asks(name, refused, async (rows) => {
          await rows.createIndex(key as never, { unique: true, ...options } as never);
          const places: number[] = [];
          for (const [place, doc] of docs.entries()) {
            await rows.insertOne({ ...doc } as never).catch((error: { code: number }) => {
              if (error.code !== 11000) throw error;
              places.push(place);
            });
          }
          return places;
        }),
    ),
    asks("an update to a taken value", { code: 11000 }, async (rows) => {
      await rows.createIndex({ a: 1 }, { unique: true });
      await rows.insertMany([
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
      ] as never[]);
      return rows.updateOne({ _id: 2 } as never, { $set: { a: 1 } } as never);
    }),
    asks(
      "a refused update leaves all as it was",
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
      ],
      async (rows) => {
        await rows.createIndex({ a: 1 }, { unique: true });
        await rows.insertMany([
          { _id: 1, a: 1 },
          { _id: 2, a: 2 },
        ] as never[]);
        await rows.updateOne({ _id: 2 } as never, { $set: { a: 1 } } as never).catch(() => undefined);
        return rows.find({}, { sort: { _id: 1 } }).toArray();
      },
    ),
    asks("a value that was given up is free", 2, async (rows) => {
      await rows.createIndex({ a: 1 }, { unique: true });
      await rows.insertMany([
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
      ] as never[]);
      await rows.updateOne({ _id: 1 } as never, { $set: { a: 3 } } as never);
      await rows.updateOne({ _id: 2 } as never, { $set: { a: 1 } } as never);
      return rows.countDocuments({});
    }),
    asks("a deleted value is free", 1, async (rows) => {
      await rows.createIndex({ a: 1 }, { unique: true });
      await rows.insertOne({ a: 1 } as never);
      await rows.deleteOne({ a: 1 } as never);
      await rows.insertOne({ a: 1 } as never);
      return rows.countDocuments({});
    }),
    asks("an index over what is not unique is refused, and leaves nothing", [11000, ["_id_"]], async (rows) => {
      await rows.insertMany([{ a: 1 }, { a: 1 }] as never[]);
      const code = await rows.createIndex({ a: 1 }, { unique: true }).then(
        () => 0,
        (error: { code: number }) => error.code,
      );
      return [code, (await rows.indexes()).map(({ name }) => name)];
    }),
    asks("what is told of a refusal", { code: 11000, keyPattern: { a: 1 }, keyValue: { a: 5 } }, async (rows) => {
      await rows.createIndex({ a: 1 }, { unique: true });
      await rows.insertOne({ a: 5 } as never);
      const error = await rows.insertOne({ a: 5 } as never).catch((one: unknown) => one);
      const { code, keyPattern, keyValue } = error as Doc;
      return { code, keyPattern, keyValue };
    }),
    asks("the same _id", { code: 11000 }, async (rows) => {
      await rows.insertOne({ _id: 1 } as never);
      return rows.insertOne({ _id: 1 } as never);
    }),
    asks("two arrays in a compound index", { code: 171 }, async (rows) => {
      await rows.createIndex({ a: 1, b: 1 });
      return rows.insertOne({ a: [1, 2], b: [3, 4] } as never);
    }),
    ...each<[string, Doc, Doc, unknown]>(
      [
        ["the same again", { a: 1 }, {}, "a_1"],
        ["the same keys, unique", { a: 1 }, { unique: true, name: "other" }, "other"],
        ["another index of its name", { b: 1 }, { name: "a_1" }, { code: 86 }],
        ["an unknown kind", { a: "sideways" }, {}, { code: 67 }],
        ["no keys", {}, {}, { code: 67 }],
      ],
      ([name, key, options, gives]) =>
        asks(`createIndex: ${name}`, gives, async (rows) => {
          await rows.createIndex({ a: 1 });
          return rows.createIndex(key as never, options as never);
        }),
    ),
    asks("dropping an index frees its values", 2, async (rows) => {
      await rows.createIndex({ a: 1 }, { unique: true });
      await rows.insertOne({ a: 1 } as never);
      await rows.dropIndex("a_1");
      await rows.insertOne({ a: 1 } as never);
      return rows.countDocuments({});
    }),
    asks("dropping what there is not", { code: 27 }, async (rows) => {
      await rows.insertOne({ a: 1 } as never);
      return rows.dropIndex("nothing_1");
    }),
  ],
};
