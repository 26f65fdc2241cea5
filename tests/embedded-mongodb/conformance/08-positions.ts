import { asks, type Doc, each, type Group, updates } from "./suite.ts";

type Row = [string, Doc, Doc, Doc, unknown];
type Filtered = [string, Doc, Doc, Doc[], unknown];

export const positions: Group = {
  number: 8,
  title: "Elements in updates: the positional $, $[] and $[identifier]",
  cases: [
    ...each<Row>(
      [
        ["the element that equals", { a: [1, 2, 3] }, { a: 2 }, { $set: { "a.$": 9 } }, { a: [1, 9, 3] }],
        ["the first of several", { a: [2, 2] }, { a: 2 }, { $set: { "a.$": 9 } }, { a: [9, 2] }],
        ["by a range", { a: [1, 5, 9] }, { a: { $gt: 4 } }, { $set: { "a.$": 0 } }, { a: [1, 0, 9] }],
        ["by $in", { a: [1, 5, 9] }, { a: { $in: [9, 5] } }, { $inc: { "a.$": 1 } }, { a: [1, 6, 9] }],
        [
          "by a field of an element",
          { a: [{ x: 1 }, { x: 2 }] },
          { "a.x": 2 },
          { $set: { "a.$.y": 3 } },
          { a: [{ x: 1 }, { x: 2, y: 3 }] },
        ],
        [
          "by $elemMatch",
          {
            a: [
              { x: 1, y: 1 },
              { x: 1, y: 2 },
            ],
          },
          { a: { $elemMatch: { x: 1, y: 2 } } },
          { $set: { "a.$.z": 0 } },
          {
            a: [
              { x: 1, y: 1 },
              { x: 1, y: 2, z: 0 },
            ],
          },
        ],
        [
          "by $elemMatch of values",
          { a: [1, 7, 20] },
          { a: { $elemMatch: { $gt: 5, $lt: 10 } } },
          { $set: { "a.$": 0 } },
          { a: [1, 0, 20] },
        ],
        ["through $and", { a: [1, 2, 3] }, { $and: [{ a: 3 }] }, { $set: { "a.$": 9 } }, { a: [1, 2, 9] }],
        ["a nested path", { o: { a: [1, 2] } }, { "o.a": 2 }, { $set: { "o.a.$": 9 } }, { o: { a: [1, 9] } }],
        [
          "with a condition beside it on no array",
          { a: [1, 2], k: 7 },
          { a: 2, k: 7 },
          { $set: { "a.$": 9 } },
          { a: [1, 9], k: 7 },
        ],
        ["$unset leaves null", { a: [1, 2] }, { a: 2 }, { $unset: { "a.$": 1 } }, { a: [1, null] }],
        [
          "$push into the element",
          { a: [{ x: 1, l: [] }] },
          { "a.x": 1 },
          { $push: { "a.$.l": 4 } },
          { a: [{ x: 1, l: [4] }] },
        ],
        ["by a pattern", { a: ["ab", "cd"] }, { a: /^c/ }, { $set: { "a.$": "e" } }, { a: ["ab", "e"] }],
        ["nothing goes through an array", { a: [1, 2], k: 1 }, { k: 1 }, { $set: { "a.$": 9 } }, { code: 2 }],
        ["two of them in a path", { a: [{ b: [1] }] }, { "a.b": 1 }, { $set: { "a.$.b.$": 2 } }, { code: 2 }],
        ["at the beginning", { a: [1] }, { a: 1 }, { $set: { $: 2 } }, { code: 2 }],
      ],
      ([name, doc, filter, update, gives]) => updates(`$: ${name}`, doc, update, gives, { filter }),
    ),
    asks("$: in an update of many, each by its own position", [[9, 1], [1, 9], [3]], async (rows) => {
      await rows.insertMany([
        { _id: 1, a: [2, 1] },
        { _id: 2, a: [1, 2] },
        { _id: 3, a: [3] },
      ] as never[]);
      await rows.updateMany({ a: 2 } as never, { $set: { "a.$": 9 } } as never);
      return (await rows.find({}, { sort: { _id: 1 } }).toArray()).map((doc) => (doc as Doc).a);
    }),
    asks("$: in findAndModify", { _id: 1, a: [1, 9] }, async (rows) => {
      await rows.insertOne({ _id: 1, a: [1, 2] } as never);
      return rows.findOneAndUpdate({ a: 2 } as never, { $set: { "a.$": 9 } } as never, { returnDocument: "after" });
    }),
    asks("$: an upsert that finds nothing is refused", { code: 2 }, async (rows) => {
      await rows.updateOne({ a: 2 } as never, { $set: { "a.$": 9 } } as never, { upsert: true });
      return "accepted";
    }),
    ...each<Filtered>(
      [
        ["$[] is every element", { a: [1, 2] }, { $inc: { "a.$[]": 1 } }, [], { a: [2, 3] }],
        ["$[] with a field", { a: [{ x: 1 }, {}] }, { $set: { "a.$[].x": 5 } }, [], { a: [{ x: 5 }, { x: 5 }] }],
        ["$[] twice", { a: [[1], [2, 3]] }, { $inc: { "a.$[].$[]": 1 } }, [], { a: [[2], [3, 4]] }],
        ["$[] of nothing", { a: [] }, { $set: { "a.$[]": 1 } }, [], { a: [] }],
        ["$[] of what is missing", { b: 1 }, { $set: { "a.$[]": 1 } }, [], { code: 2 }],
        ["$[] of a number", { a: 1 }, { $set: { "a.$[]": 1 } }, [], { code: 2 }],
        ["by a value", { a: [1, 5, 9] }, { $set: { "a.$[e]": 0 } }, [{ e: { $gt: 4 } }], { a: [1, 0, 0] }],
        [
          "by a field",
          { a: [{ x: 1 }, { x: 5 }] },
          { $set: { "a.$[e].y": 0 } },
          [{ "e.x": 5 }],
          { a: [{ x: 1 }, { x: 5, y: 0 }] },
        ],
        ["by $or", { a: [1, 5, 9] }, { $set: { "a.$[e]": 0 } }, [{ $or: [{ e: 1 }, { e: 9 }] }], { a: [0, 5, 0] }],
        [
          "by $and",
          { a: [1, 5, 9] },
          { $set: { "a.$[e]": 0 } },
          [{ $and: [{ e: { $gt: 1 } }, { e: { $lt: 9 } }] }],
          { a: [1, 0, 9] },
        ],
        [
          "nested",
          { a: [{ b: [1, 2] }, { b: [2] }] },
          { $set: { "a.$[].b.$[e]": 0 } },
          [{ e: 2 }],
          { a: [{ b: [1, 0] }, { b: [0] }] },
        ],
        [
          "two identifiers",
          {
            a: [
              { k: 1, b: [1, 2] },
              { k: 2, b: [1] },
            ],
          },
          { $set: { "a.$[o].b.$[i]": 0 } },
          [{ "o.k": 1 }, { i: { $gte: 2 } }],
          {
            a: [
              { k: 1, b: [1, 0] },
              { k: 2, b: [1] },
            ],
          },
        ],
        ["none matches", { a: [1] }, { $set: { "a.$[e]": 0 } }, [{ e: 7 }], { a: [1] }],
        ["$unset leaves null", { a: [1, 2] }, { $unset: { "a.$[e]": 1 } }, [{ e: 2 }], { a: [1, null] }],
        ["without its filter", { a: [1] }, { $set: { "a.$[e]": 0 } }, [], { code: 2 }],
        ["a filter that is not used", { a: [1] }, { $set: { b: 0 } }, [{ e: 1 }], { code: 9 }],
        ["two filters of one name", { a: [1] }, { $set: { "a.$[e]": 0 } }, [{ e: 1 }, { e: 2 }], { code: 9 }],
        ["a name with a capital", { a: [1] }, { $set: { "a.$[E]": 0 } }, [{ E: 1 }], { code: 2 }],
        ["of what is missing", { b: 1 }, { $set: { "a.$[e]": 0 } }, [{ e: 1 }], { code: 2 }],
      ],
      ([name, doc, update, arrayFilters, gives]) =>
        updates(`elements: ${name}`, doc, update, gives, arrayFilters.length === 0 ? {} : { arrayFilters }),
    ),
  ],
};
