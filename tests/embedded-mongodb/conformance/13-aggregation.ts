import { aggregates, asks, type Doc, each, type Group } from "./suite.ts";

const DOCS: Doc[] = [
  { _id: 1, k: "a", n: 1 },
  { _id: 2, k: "b", n: 2 },
  { _id: 3, k: "a", n: 3 },
  { _id: 4, n: 4 },
  { _id: 5, k: null },
  { _id: 6, k: "b", n: "x" },
];
const BY_KEY = { $sort: { _id: 1 } };
const LISTS: Doc[] = [{ _id: 1, l: [1, 2] }, { _id: 2, l: [] }, { _id: 3, l: null }, { _id: 4 }, { _id: 5, l: 9 }];

export const aggregation: Group = {
  number: 13,
  title: "Aggregation: groups, joins, unwinding, counting, shapes",
  cases: [
    ...each<[string, Doc[], unknown]>(
      [
        [
          "missing and null are one group",
          [{ $group: { _id: "$k", c: { $sum: 1 } } }, BY_KEY],
          [
            { _id: null, c: 2 },
            { _id: "a", c: 2 },
            { _id: "b", c: 2 },
          ],
        ],
        ["one group of all", [{ $group: { _id: null, c: { $sum: 1 } } }], [{ _id: null, c: 6 }]],
        ["no document, no group", [{ $match: { k: "z" } }, { $group: { _id: null, c: { $sum: 1 } } }], []],
        ["$sum leaves out what is no number", [{ $group: { _id: null, s: { $sum: "$n" } } }], [{ _id: null, s: 10 }]],
        ["$avg leaves out what is no number", [{ $group: { _id: null, s: { $avg: "$n" } } }], [{ _id: null, s: 2.5 }]],
        ["$avg of nothing", [{ $group: { _id: null, s: { $avg: "$z" } } }], [{ _id: null, s: null }]],
        ["$min leaves out what is missing", [{ $group: { _id: null, s: { $min: "$n" } } }], [{ _id: null, s: 1 }]],
        ["$max across types", [{ $group: { _id: null, s: { $max: "$n" } } }], [{ _id: null, s: "x" }]],
        [
          "$push leaves out what is missing",
          [{ $match: { _id: { $gte: 4 } } }, { $group: { _id: null, s: { $push: "$n" } } }],
          [{ _id: null, s: [4, "x"] }],
        ],
        [
          "$first and $last",
          [{ $sort: { _id: 1 } }, { $group: { _id: null, f: { $first: "$n" }, l: { $last: "$n" } } }],
          [{ _id: null, f: 1, l: "x" }],
        ],
        ["$count in a group", [{ $group: { _id: null, c: { $count: {} } } }], [{ _id: null, c: 6 }]],
        [
          "a group by an object",
          [{ $match: { _id: { $lte: 2 } } }, { $group: { _id: { k: "$k" } } }, BY_KEY],
          [{ _id: { k: "a" } }, { _id: { k: "b" } }],
        ],
        ["$count", [{ $match: { k: "a" } }, { $count: "c" }], [{ c: 2 }]],
        ["$count of nothing is nothing", [{ $match: { k: "z" } }, { $count: "c" }], []],
        [
          "$skip and $limit",
          [{ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
          [{ _id: 2 }, { _id: 3 }],
        ],
        ["$project computes", [{ $match: { _id: 1 } }, { $project: { _id: 0, m: { $add: ["$n", 1] } } }], [{ m: 2 }]],
        [
          "$project of a field by another name",
          [{ $match: { _id: 1 } }, { $project: { x: "$k" } }],
          [{ _id: 1, x: "a" }],
        ],
        [
          "$project of a missing field leaves it out",
          [{ $match: { _id: 5 } }, { $project: { x: "$n" } }],
          [{ _id: 5 }],
        ],
        ["$addFields", [{ $match: { _id: 1 } }, { $addFields: { m: 5 } }], [{ _id: 1, k: "a", n: 1, m: 5 }]],
        ["$set is $addFields", [{ $match: { _id: 1 } }, { $set: { n: 5 } }], [{ _id: 1, k: "a", n: 5 }]],
        ["$unset", [{ $match: { _id: 1 } }, { $unset: ["k", "n"] }], [{ _id: 1 }]],
        ["$replaceRoot", [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { v: "$n" } } }], [{ v: 1 }]],
        ["$replaceWith", [{ $match: { _id: 1 } }, { $replaceWith: { v: "$k" } }], [{ v: "a" }]],
        [
          "$cond",
          [{ $sort: { _id: 1 } }, { $limit: 2 }, { $project: { s: { $cond: [{ $gt: ["$n", 1] }, "many", "one"] } } }],
          [
            { _id: 1, s: "one" },
            { _id: 2, s: "many" },
          ],
        ],
        [
          "$ifNull",
          [
            { $match: { _id: { $gte: 4, $lte: 5 } } },
            { $sort: { _id: 1 } },
            { $project: { s: { $ifNull: ["$k", "none"] } } },
          ],
          [
            { _id: 4, s: "none" },
            { _id: 5, s: "none" },
          ],
        ],
        [
          "$expr in $match",
          [{ $match: { $expr: { $eq: ["$n", "$_id"] } } }, { $sort: { _id: 1 } }, { $project: { _id: 1 } }],
          [{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 4 }],
        ],
        [
          "$sort backwards, then forwards",
          [{ $sort: { k: -1, _id: 1 } }, { $limit: 3 }, { $project: { _id: 1 } }],
          [{ _id: 2 }, { _id: 6 }, { _id: 1 }],
        ],
      ],
      ([name, pipeline, gives]) => aggregates(name, DOCS, pipeline, gives),
    ),
    aggregates(
      "$addToSet has each once",
      [{ n: 1 }, { n: 2 }, { n: 1 }],
      [
        { $group: { _id: null, s: { $addToSet: "$n" } } },
        { $unwind: "$s" },
        { $sort: { s: 1 } },
        { $group: { _id: null, s: { $push: "$s" } } },
      ],
      [{ _id: null, s: [1, 2] }],
    ),
    ...each<[string, unknown, unknown]>(
      [
        [
          "leaves out what is empty, null or missing",
          "$l",
          [
            [1, 1],
            [1, 2],
            [5, 9],
          ],
        ],
        [
          "keeps them if asked",
          { path: "$l", preserveNullAndEmptyArrays: true },
          [
            [1, 1],
            [1, 2],
            [2, undefined],
            [3, null],
            [4, undefined],
            [5, 9],
          ],
        ],
      ],
      ([name, unwind, gives]) =>
        asks(`$unwind ${name}`, gives, async (rows) => {
          await rows.insertMany(LISTS as never[]);
          const found = (await rows
            .aggregate([{ $sort: { _id: 1 } }, { $unwind: unwind }] as never)
            .toArray()) as Doc[];
          return found.map(({ _id, l }) => [_id, l]);
        }),
    ),
    asks(
      "$unwind with the place",
      [
        [1, 0],
        [2, 1],
      ],
      async (rows) => {
        await rows.insertOne({ _id: 1, l: [1, 2] } as never);
        const stage = { $unwind: { path: "$l", includeArrayIndex: "at" } };
        return ((await rows.aggregate([stage] as never).toArray()) as Doc[]).map(({ l, at }) => [l, Number(at)]);
      },
    ),
    ...each<[string, Doc, number[]]>(
      [
        ["by a value", { _id: 1, k: 1 }, [10, 12]],
        ["by the elements of an array", { _id: 1, k: [1, 2] }, [10, 11, 12]],
        ["null finds null and missing", { _id: 1, k: null }, [13, 14]],
        ["missing finds null and missing", { _id: 1 }, [13, 14]],
        ["nothing", { _id: 1, k: 9 }, []],
      ],
      ([name, doc, gives]) =>
        asks(`$lookup ${name}`, gives, async (rows, database) => {
          const others = database.collection(`${rows.collectionName}_others`);
          await others.insertMany([
            { _id: 10, r: 1 },
            { _id: 11, r: 2 },
            { _id: 12, r: [1, 5] },
            { _id: 13, r: null },
            { _id: 14 },
          ] as never[]);
          await rows.insertOne(doc as never);
          const stage = { $lookup: { from: others.collectionName, localField: "k", foreignField: "r", as: "found" } };
          const [joined] = (await rows.aggregate([stage] as never).toArray()) as { found: Doc[] }[];
          return joined?.found.map(({ _id }) => _id).toSorted();
        }),
    ),
    ...each<[string, Doc[], number]>(
      [
        ["an unknown stage", [{ $what: {} }], 40324],
        ["two stages in one", [{ $match: {}, $limit: 1 }], 40323],
        ["a limit of 0", [{ $limit: 0 }], 15958],
        ["a skip below 0", [{ $skip: -1 }], 15956],
        ["a group without _id", [{ $group: { c: { $sum: 1 } } }], 15955],
        ["an unknown accumulator", [{ $group: { _id: null, c: { $what: 1 } } }], 15952],
        ["a count without a name", [{ $count: "" }], 40157],
        ["an unwind of no path", [{ $unwind: "l" }], 28818],
      ],
      ([name, pipeline, code]) => aggregates(`is refused: ${name}`, [{ _id: 1 }], pipeline, { code }),
    ),
  ],
};
