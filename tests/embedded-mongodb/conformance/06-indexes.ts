import { type Case, type Doc, each, type Group, type Rows } from "./suite.ts";

const DOCS: Doc[] = [
  ...[1, 2, 3, 2, 5, null, "x", 2.5].map((a, index) => ({ _id: index + 1, a, b: index % 3 })),
  { _id: 20, a: [1, 5], b: 1 },
  { _id: 21, a: [], b: 2 },
  { _id: 22, b: 0 },
  { _id: 23, a: [null, 7] },
  { _id: 24, a: { c: 1 }, b: [0, 2] },
  { _id: 25, a: [{ c: 1 }, { c: 3 }], b: 1 },
  { _id: 26, a: "X", b: 3 },
];
const FILTERS: Doc[] = [
  { a: 2 },
  { a: { $gt: 1, $lte: 5 } },
  { a: { $in: [1, 5, null] } },
  { a: { $nin: [1, 5] } },
  { a: null },
  { a: { $ne: null } },
  { a: { $exists: false } },
  { a: { $exists: true } },
  { a: { $gte: 2 }, b: 1 },
  { b: 1, a: { $lt: 3 } },
  { a: /^x/i },
  { a: /^x/ },
  { $or: [{ a: 5 }, { b: 2 }] },
  { a: { $elemMatch: { $gte: 4, $lt: 6 } } },
  { "a.c": { $gt: 2 } },
  { "a.c": 1 },
  { a: { $not: { $gt: 2 } } },
  { a: { $type: "string" } },
  { b: { $all: [0, 2] } },
  { a: [] },
];
const INDEXES: { name: string; key: Doc; options?: Doc }[] = [
  { name: "ascending", key: { a: 1 } },
  { name: "descending", key: { a: -1 } },
  { name: "compound", key: { b: 1, a: -1 } },
  { name: "sparse", key: { a: 1 }, options: { sparse: true } },
  { name: "partial", key: { a: 1 }, options: { partialFilterExpression: { b: { $gte: 1 } } } },
  { name: "on a path", key: { "a.c": 1 } },
];
const SORT: Doc = { a: 1, _id: 1 };

/** What every filter finds, sorted and not. */
async function answers(rows: Rows): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const filter of FILTERS) {
    const found = await rows.find(filter as never).toArray();
    const sorted = await rows.find(filter as never, { sort: SORT as never }).toArray();
    all.push([found.map(({ _id }) => Number(_id)).toSorted((a, b) => a - b), sorted.map(({ _id }) => _id)]);
  }
  return all;
}

async function change(rows: Rows): Promise<void> {
  await rows.updateMany({ b: 1 } as never, { $set: { a: 2 } } as never);
  await rows.updateMany({ a: { $gt: 4 } } as never, { $push: { c: 1 }, $inc: { n: 1 } } as never);
  await rows.updateMany({ b: 0 } as never, { $unset: { a: 1 } } as never);
  await rows.deleteMany({ b: 2, a: { $ne: null } } as never);
}

/** Each filter by itself, so that a difference names it. */
function sameWith(index: (typeof INDEXES)[number], changed: boolean): Case {
  return {
    name: `${index.name}: ${FILTERS.length} filters find the same as without it${changed ? ", after changes" : ""}`,
    gives: [],
    run: async (rows, database) => {
      const plain = database.collection(`${rows.collectionName}_plain`);
      await rows.createIndex(index.key as never, index.options as never);
      for (const collection of [rows, plain]) {
        await collection.insertMany(DOCS as never[]);
        if (changed) await change(collection);
      }
      const [one, other] = [await answers(rows), await answers(plain)];
      return FILTERS.flatMap((filter, at) =>
        JSON.stringify(one[at]) === JSON.stringify(other[at]) ? [] : [JSON.stringify([filter, one[at], other[at]])],
      );
    },
  };
}

export const indexes: Group = {
  number: 6,
  title: "The same results with and without each index (beside it, the random comparison in differential.test.ts)",
  cases: [...each(INDEXES, (index) => sameWith(index, false)), ...each(INDEXES, (index) => sameWith(index, true))],
};
