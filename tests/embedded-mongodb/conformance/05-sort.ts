import { type Doc, each, finds, type Group } from "./suite.ts";

const DOCS: Doc[] = [
  { _id: 1, a: [3, 9] },
  { _id: 2, a: 5 },
  { _id: 3, a: [1, 7] },
  { _id: 4 },
  { _id: 5, a: null },
  { _id: 6, a: "x" },
  { _id: 7, a: [] },
];
const PAIRS: Doc[] = [
  { _id: 1, a: 1, b: 2 },
  { _id: 2, a: 2, b: 1 },
  { _id: 3, a: 1, b: 1 },
  { _id: 4, a: 2, b: 2 },
  { _id: 5, a: 1, b: 2 },
];
const NESTED: Doc[] = [
  { _id: 1, a: { b: 2 } },
  { _id: 2, a: [{ b: 5 }, { b: 1 }] },
  { _id: 3, a: { b: [4, 3] } },
  { _id: 4, a: 7 },
];
const both = (name: string, docs: Doc[], sort: Doc, gives: number[]) => [
  finds(name, docs, {}, gives, { sort }),
  finds(`${name}, by an index`, docs, {}, gives, { sort, index: sort }),
];

export const sorting: Group = {
  number: 5,
  title: "Sort: order of types, least and greatest of an array, ties, several fields",
  cases: [
    ...both("an array counts by its least element", DOCS, { a: 1, _id: 1 }, [7, 4, 5, 3, 1, 2, 6]),
    ...both("and backwards by its greatest", DOCS, { a: -1, _id: 1 }, [6, 1, 3, 2, 4, 5, 7]),
    ...both("two fields", PAIRS, { a: 1, b: 1, _id: 1 }, [3, 1, 5, 2, 4]),
    ...both("two fields, one backwards", PAIRS, { a: 1, b: -1, _id: 1 }, [1, 5, 3, 4, 2]),
    ...both("two fields, both backwards", PAIRS, { a: -1, b: -1, _id: -1 }, [4, 2, 5, 1, 3]),
    ...both("a path", NESTED, { "a.b": 1, _id: 1 }, [4, 2, 1, 3]),
    ...both("a path backwards", NESTED, { "a.b": -1, _id: 1 }, [2, 3, 1, 4]),
    ...each<[string, Doc, object, number[]]>(
      [
        ["limit", { a: 1, _id: 1 }, { limit: 2 }, [1, 3]],
        ["skip", { a: 1, _id: 1 }, { skip: 3 }, [2, 4]],
        ["skip and limit", { a: 1, _id: 1 }, { skip: 1, limit: 2 }, [3, 5]],
        ["a limit of 0 is none", { _id: -1 }, { limit: 0 }, [5, 4, 3, 2, 1]],
        ["skip beyond the end", { _id: 1 }, { skip: 9 }, []],
      ],
      ([name, sort, range, gives]) => finds(name, PAIRS, {}, gives, { sort, ...range }),
    ),
    ...each<[string, Doc, number]>(
      [
        ["a direction of 2", { a: 2 }, 15975],
        ["a direction of 0", { a: 0 }, 15975],
        ["a direction in words", { a: "sideways" }, 15974],
      ],
      ([name, sort, code]) => ({
        ...finds(`is refused: ${name}`, PAIRS, {}, { code }),
        run: async (rows, database) => {
          await rows.insertMany(PAIRS as never[]);
          return database.command({ find: rows.collectionName, sort });
        },
      }),
    ),
  ],
};
