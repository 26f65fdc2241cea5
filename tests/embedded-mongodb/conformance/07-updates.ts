import { ObjectId } from "bson";
import { asks, type Doc, each, type Group, updates } from "./suite.ts";

const ID = new ObjectId("0123456789abcdef01234567");
type Row = [string, Doc, Doc, unknown];

export const updating: Group = {
  number: 7,
  title: "Updates: paths, conflicts, order of new fields, every operator on arrays and numbers",
  cases: [
    ...each<Row>(
      [
        ["$set of a new field", { a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
        ["$set makes the objects on its way", {}, { $set: { "a.b.c": 1 } }, { a: { b: { c: 1 } } }],
        ["$set of a position pads with null", { a: [1] }, { $set: { "a.3": 4 } }, { a: [1, null, null, 4] }],
        ["$set of a position in an object is a field", { a: {} }, { $set: { "a.0": 1 } }, { a: { 0: 1 } }],
        ["$set inside an element", { a: [{ b: 1 }] }, { $set: { "a.0.b": 2 } }, { a: [{ b: 2 }] }],
        ["$set through a number", { a: 1 }, { $set: { "a.b": 1 } }, { code: 28 }],
        ["$set through null", { a: null }, { $set: { "a.b": 1 } }, { code: 28 }],
        ["$set of a name in an array", { a: [1] }, { $set: { "a.b": 1 } }, { code: 28 }],
        ["two operators on one path", {}, { $set: { a: 1 }, $inc: { a: 1 } }, { code: 40 }],
        ["a path and its beginning", {}, { $set: { a: 1, "a.b": 2 } }, { code: 40 }],
        ["an empty part of a path", {}, { $set: { "a..b": 1 } }, { code: 56 }],
        ["another _id", {}, { $set: { _id: 2 } }, { code: 66 }],
        ["the same _id", { a: 1 }, { $set: { _id: 1 } }, { a: 1 }],
        ["an unknown operator", {}, { $sett: { a: 1 } }, { code: 9 }],
        ["an operator without an object", {}, { $set: 1 }, { code: 9 }],
        ["nothing to set", { a: 1 }, { $set: {} }, { a: 1 }],
        ["$unset", { a: 1, b: 2 }, { $unset: { a: "" } }, { b: 2 }],
        ["$unset of what is missing", { a: 1 }, { $unset: { b: 1 } }, { a: 1 }],
        ["$unset on an array leaves null", { a: [1, 2, 3] }, { $unset: { "a.1": 1 } }, { a: [1, null, 3] }],
        ["$unset through a number", { a: 1 }, { $unset: { "a.b": 1 } }, { a: 1 }],
        ["$inc", { a: 1 }, { $inc: { a: 2, b: 3 } }, { a: 3, b: 3 }],
        ["$inc of a text", { a: "1" }, { $inc: { a: 1 } }, { code: 14 }],
        ["$inc by a text", { a: 1 }, { $inc: { a: "1" } }, { code: 14 }],
        ["$inc of null", { a: null }, { $inc: { a: 1 } }, { code: 14 }],
        ["$mul", { a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
        ["$min", { a: 5, b: 1 }, { $min: { a: 3, b: 3, c: 3 } }, { a: 3, b: 1, c: 3 }],
        ["$max", { a: 5, b: 1 }, { $max: { a: 3, b: 3, c: 3 } }, { a: 5, b: 3, c: 3 }],
        ["$min across types", { a: "x" }, { $min: { a: 3 } }, { a: 3 }],
        ["$max across types", { a: 3 }, { $max: { a: "x" } }, { a: "x" }],
        ["$rename", { a: 1, b: 2 }, { $rename: { a: "c" } }, { b: 2, c: 1 }],
        ["$rename over what is there", { a: 1, b: 2 }, { $rename: { a: "b" } }, { b: 1 }],
        ["$rename of what is missing", { b: 2 }, { $rename: { a: "c" } }, { b: 2 }],
        ["$rename into an object", { a: 1 }, { $rename: { a: "b.c" } }, { b: { c: 1 } }],
        ["$rename to itself", { a: 1 }, { $rename: { a: "a" } }, { code: 2 }],
        ["$rename through an array", { a: [{ b: 1 }] }, { $rename: { "a.0.b": "c" } }, { code: 2 }],
        ["$setOnInsert does nothing to what is there", { a: 1 }, { $setOnInsert: { a: 2, b: 3 } }, { a: 1 }],
        ["$push", { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
        ["$push makes the array", {}, { $push: { a: 1 } }, { a: [1] }],
        ["$push of an array is one element", { a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
        ["$push on a number", { a: 1 }, { $push: { a: 2 } }, { code: 2 }],
        ["$push $each", { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
        ["$push at a position", { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
        [
          "$push at a position from the end",
          { a: [1, 4] },
          { $push: { a: { $each: [3], $position: -1 } } },
          { a: [1, 3, 4] },
        ],
        ["$push with the first so many", { a: [1] }, { $push: { a: { $each: [2, 3], $slice: 2 } } }, { a: [1, 2] }],
        ["$push with the last so many", { a: [1] }, { $push: { a: { $each: [2, 3], $slice: -2 } } }, { a: [2, 3] }],
        ["$push with none", { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
        ["$push sorted", { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }],
        ["$push sorted backwards", { a: [3, 1] }, { $push: { a: { $each: [2], $sort: -1 } } }, { a: [3, 2, 1] }],
        [
          "$push sorted by a field, cut",
          { a: [{ b: 3 }, { b: 1 }] },
          { $push: { a: { $each: [{ b: 2 }], $sort: { b: 1 }, $slice: -2 } } },
          { a: [{ b: 2 }, { b: 3 }] },
        ],
        ["$push with an unknown modifier", { a: [] }, { $push: { a: { $each: [1], $what: 1 } } }, { code: 2 }],
        ["$addToSet", { a: [1] }, { $addToSet: { a: 2 } }, { a: [1, 2] }],
        ["$addToSet of what is there", { a: [1, 2] }, { $addToSet: { a: 2 } }, { a: [1, 2] }],
        ["$addToSet $each", { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
        [
          "$addToSet: order of fields counts",
          { a: [{ x: 1, y: 2 }] },
          { $addToSet: { a: { y: 2, x: 1 } } },
          {
            a: [
              { x: 1, y: 2 },
              { y: 2, x: 1 },
            ],
          },
        ],
        ["$addToSet on a text", { a: "x" }, { $addToSet: { a: 1 } }, { code: 2 }],
        ["$pull of a value", { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
        ["$pull by a condition", { a: [1, 5, 9] }, { $pull: { a: { $gt: 4 } } }, { a: [1] }],
        [
          "$pull of objects that hold it",
          { a: [{ x: 1, y: 1 }, { x: 2 }] },
          { $pull: { a: { x: 1 } } },
          { a: [{ x: 2 }] },
        ],
        [
          "$pull by a condition inside",
          { a: [{ x: 1 }, { x: 7 }] },
          { $pull: { a: { x: { $gte: 5 } } } },
          { a: [{ x: 1 }] },
        ],
        ["$pull by a pattern", { a: ["ab", "b", 1] }, { $pull: { a: /^a/ } }, { a: ["b", 1] }],
        ["$pull of an object id", { a: [ID, 1] }, { $pull: { a: ID } }, { a: [1] }],
        ["$pull by $in", { a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } }, { a: [2] }],
        ["$pull from what is missing", { b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
        ["$pull from a number", { a: 1 }, { $pull: { a: 1 } }, { code: 2 }],
        ["$pullAll", { a: [1, 2, 1, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
        [
          "$pullAll needs the whole object",
          { a: [{ x: 1, y: 1 }] },
          { $pullAll: { a: [{ x: 1 }] } },
          { a: [{ x: 1, y: 1 }] },
        ],
        ["$pop of the last", { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
        ["$pop of the first", { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
        ["$pop of nothing", { a: [] }, { $pop: { a: 1 } }, { a: [] }],
        ["$pop by 2", { a: [1] }, { $pop: { a: 2 } }, { code: 9 }],
        ["$pop of a number", { a: 1 }, { $pop: { a: 1 } }, { code: 14 }],
      ],
      ([name, doc, update, gives]) => updates(name, doc, update, gives),
    ),
    asks("new fields come by name, numbers by value", ["_id", "z", "a", "b", "c"], async (rows) => {
      await rows.insertOne({ _id: 1, z: 1 } as never);
      await rows.updateOne({ _id: 1 } as never, { $set: { c: 1, a: 1, b: 1 } } as never);
      return Object.keys((await rows.findOne({ _id: 1 } as never)) as Doc);
    }),
    asks("$currentDate is a date", true, async (rows) => {
      await rows.insertOne({ _id: 1 } as never);
      await rows.updateOne({ _id: 1 } as never, { $currentDate: { a: true, b: { $type: "date" } } } as never);
      const { a, b } = (await rows.findOne({ _id: 1 } as never)) as Doc;
      return a instanceof Date && b instanceof Date && Math.abs(a.getTime() - Date.now()) < 60_000;
    }),
    ...each<[string, unknown, unknown, string]>(
      [
        ["int plus int", 1, 2, "int"],
        ["int plus double", 1, 0.5, "double"],
        ["int beyond its width", 2147483647, 1, "long"],
      ],
      ([name, a, by, type]) =>
        asks(`$inc widens: ${name}`, [1], async (rows) => {
          await rows.insertOne({ _id: 1, a } as never);
          await rows.updateOne({ _id: 1 } as never, { $inc: { a: by } } as never);
          return (await rows.find({ a: { $type: type } } as never).toArray()).map(({ _id }) => _id);
        }),
    ),
    ...each<[string, Doc, unknown]>(
      [
        ["a replacement keeps _id", { b: 2 }, { _id: 1, b: 2 }],
        ["a replacement with the same _id", { _id: 1, c: 1 }, { _id: 1, c: 1 }],
        ["a replacement with another _id", { _id: 2 }, { code: 66 }],
      ],
      ([name, replacement, gives]) =>
        asks(name, gives, async (rows) => {
          await rows.insertOne({ _id: 1, a: 1 } as never);
          await rows.replaceOne({ a: 1 } as never, replacement as never);
          return rows.findOne({});
        }),
    ),
  ],
};
