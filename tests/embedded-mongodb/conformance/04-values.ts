import { Binary, Timestamp, UUID } from "bson";
import { type Doc, each, finds, type Group } from "./suite.ts";

const bytes = (...values: number[]) => new Binary(Uint8Array.from(values));
const DOCS: Doc[] = [
  { _id: 1, a: { x: 1, y: 2 } },
  { _id: 2, a: { y: 2, x: 1 } },
  { _id: 3, a: { x: 1 } },
  { _id: 4, a: { x: 1, y: { z: 3 } } },
  { _id: 5, a: {} },
];
const BINARIES: Doc[] = [
  { _id: 1, a: bytes(9) },
  { _id: 2, a: bytes(1, 1) },
  { _id: 3, a: new Binary(Uint8Array.from([1]), 5) },
  { _id: 4, a: new UUID("00000000-0000-4000-8000-000000000001") },
  { _id: 5, a: bytes() },
];
const TEXTS: Doc[] = ["z", "Z", "é", "e", "e\u0301", "œ", "oe", "𝒜", "ﬀ", ""].map((a, index) => ({
  _id: index + 1,
  a,
}));
const STAMPS: Doc[] = [
  { _id: 1, a: new Timestamp({ t: 5, i: 2 }) },
  { _id: 2, a: new Timestamp({ t: 5, i: 1 }) },
  { _id: 3, a: new Timestamp({ t: 4, i: 9 }) },
  { _id: 4, a: new Date(5_000) },
];

export const values: Group = {
  number: 4,
  title: "Values: sub-documents and their order, binaries, texts in UTF-8 order, timestamps",
  cases: [
    ...each<[Doc, number[]]>(
      [
        [{ a: { x: 1, y: 2 } }, [1]],
        [{ a: { y: 2, x: 1 } }, [2]],
        [{ a: {} }, [5]],
        [{ a: { $gt: { x: 1 } } }, [1, 2, 4]],
        [{ a: { $lt: { x: 1 } } }, [5]],
        [{ a: { $gte: { x: 1, y: 2 } } }, [1, 2, 4]],
        [{ a: { $in: [{ x: 1 }, {}] } }, [3, 5]],
        [{ a: { $ne: { x: 1 } } }, [1, 2, 4, 5]],
        [{ "a.y.z": 3 }, [4]],
        [{ a: { x: 1, y: { z: 3 } } }, [4]],
      ],
      ([filter, gives]) => finds(JSON.stringify(filter), DOCS, filter, gives),
    ),
    finds("sub-documents in order: field by field", DOCS, {}, [5, 3, 1, 4, 2], { sort: { a: 1 } }),
    ...each<[string, Doc, number[]]>(
      [
        ["a binary equals its bytes", { a: bytes(9) }, [1]],
        ["another subtype is another value", { a: bytes(1) }, []],
        ["the subtype asked for", { a: new Binary(Uint8Array.from([1]), 5) }, [3]],
        ["a UUID", { a: new UUID("00000000-0000-4000-8000-000000000001") }, [4]],
        ["shorter ones come before", { a: { $lt: bytes(1, 1) } }, [1, 3, 5]],
        ["$type binData", { a: { $type: "binData" } }, [1, 2, 3, 4, 5]],
      ],
      ([name, filter, gives]) => finds(name, BINARIES, filter, gives),
    ),
    finds("binaries in order: length, subtype, bytes", BINARIES, {}, [5, 1, 3, 2, 4], { sort: { a: 1 } }),
    finds("binaries in order, by an index", BINARIES, {}, [5, 1, 3, 2, 4], { sort: { a: 1 }, index: { a: 1 } }),
    ...each<[string, Doc, number[]]>(
      [
        ["accents count", { a: "e" }, [4]],
        ["no normalisation", { a: "é" }, [3]],
        ["ligatures are letters", { a: "oe" }, [7]],
        ["the empty text", { a: "" }, [10]],
        ["above z", { a: { $gt: "z" } }, [3, 6, 8, 9]],
        ["small letters above capitals", { a: { $gt: "Z", $lt: "z" } }, [4, 5, 7]],
        ["beyond the basic plane", { a: { $gte: "𝒜" } }, [8]],
      ],
      ([name, filter, gives]) => finds(name, TEXTS, filter, gives),
    ),
    finds("texts in order of their bytes", TEXTS, {}, [10, 2, 4, 5, 7, 1, 3, 6, 9, 8], { sort: { a: 1 } }),
    finds("texts in order of their bytes, by an index", TEXTS, {}, [10, 2, 4, 5, 7, 1, 3, 6, 9, 8], {
      sort: { a: 1 },
      index: { a: 1 },
    }),
    ...each<[string, Doc, number[]]>(
      [
        ["a timestamp equals itself", { a: new Timestamp({ t: 5, i: 1 }) }, [2]],
        ["timestamps compare by time, then count", { a: { $gt: new Timestamp({ t: 5, i: 1 }) } }, [1]],
        ["a date is no timestamp", { a: { $lt: new Timestamp({ t: 9, i: 0 }) } }, [1, 2, 3]],
      ],
      ([name, filter, gives]) => finds(name, STAMPS, filter, gives),
    ),
    finds("dates before timestamps", STAMPS, {}, [4, 3, 2, 1], { sort: { a: 1 } }),
  ],
};
