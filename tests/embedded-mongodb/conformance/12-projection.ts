import { type Doc, each, finds, type Group } from "./suite.ts";

const DOC: Doc = {
  _id: 1,
  a: 1,
  b: { c: 2, d: 3 },
  l: [1, 2, 3, 4],
  o: [
    { x: 1, y: 1 },
    { x: 2, y: 2 },
  ],
};
const ALL = DOC;

export const projection: Group = {
  number: 12,
  title: "Projection: fields kept and left out, $slice, $elemMatch, what does not go together",
  cases: [
    ...each<[string, Doc, Doc, unknown]>(
      [
        ["the element that is met", { l: 3 }, { "l.$": 1 }, [{ _id: 1, l: [3] }]],
        ["by a range", { l: { $gt: 1 } }, { "l.$": 1, a: 1 }, [{ _id: 1, a: 1, l: [2] }]],
        ["by a field of an element", { "o.x": 2 }, { "o.$": 1 }, [{ _id: 1, o: [{ x: 2, y: 2 }] }]],
        ["by $elemMatch", { o: { $elemMatch: { y: 2 } } }, { "o.$": 1 }, [{ _id: 1, o: [{ x: 2, y: 2 }] }]],
        ["where nothing goes through an array", { a: 1 }, { "l.$": 1 }, { code: 51246 }],
        ["two of them", { l: 3 }, { "l.$": 1, "o.$": 1 }, { code: 31276 }],
      ],
      ([name, filter, projected, gives]) =>
        finds(`positional: ${name}`, [{ ...DOC }], filter, gives, { projection: projected }),
    ),
    ...each<[string, Doc, unknown]>(
      [
        ["some fields", { a: 1 }, [{ _id: 1, a: 1 }]],
        ["without _id", { _id: 0, a: 1 }, [{ a: 1 }]],
        ["all but some", { l: 0, o: 0 }, [{ _id: 1, a: 1, b: { c: 2, d: 3 } }]],
        [
          "all but _id",
          { _id: 0 },
          [
            {
              a: 1,
              b: { c: 2, d: 3 },
              l: [1, 2, 3, 4],
              o: [
                { x: 1, y: 1 },
                { x: 2, y: 2 },
              ],
            },
          ],
        ],
        ["_id alone", { _id: 1 }, [{ _id: 1 }]],
        ["a field that is not there", { z: 1 }, [{ _id: 1 }]],
        ["a path", { "b.c": 1 }, [{ _id: 1, b: { c: 2 } }]],
        ["all but a path", { "b.c": 0, l: 0, o: 0 }, [{ _id: 1, a: 1, b: { d: 3 } }]],
        ["a path as an object", { b: { c: 1 } }, [{ _id: 1, b: { c: 2 } }]],
        ["in the elements of an array", { "o.x": 1 }, [{ _id: 1, o: [{ x: 1 }, { x: 2 }] }]],
        ["all but, in the elements", { "o.x": 0, l: 0, b: 0 }, [{ _id: 1, a: 1, o: [{ y: 1 }, { y: 2 }] }]],
        ["true and false", { a: true, _id: false }, [{ a: 1 }]],
        ["order of the document, not of the projection", { l: 1, a: 1 }, [{ _id: 1, a: 1, l: [1, 2, 3, 4] }]],
        ["$slice keeps the others", { l: { $slice: 2 } }, [{ ...ALL, l: [1, 2] }]],
        ["$slice from the end", { l: { $slice: -1 } }, [{ ...ALL, l: [4] }]],
        ["$slice from, so many", { l: { $slice: [1, 2] } }, [{ ...ALL, l: [2, 3] }]],
        ["$slice from the end, so many", { l: { $slice: [-3, 2] } }, [{ ...ALL, l: [2, 3] }]],
        ["$slice beyond", { l: { $slice: [9, 2] } }, [{ ...ALL, l: [] }]],
        ["$slice beside a field", { a: 1, l: { $slice: 1 } }, [{ _id: 1, a: 1, l: [1] }]],
        ["$elemMatch gives the first", { o: { $elemMatch: { x: { $gt: 0 } } } }, [{ _id: 1, o: [{ x: 1, y: 1 }] }]],
        ["$elemMatch of values", { l: { $elemMatch: { $gt: 2 } } }, [{ _id: 1, l: [3] }]],
        ["$elemMatch of none", { o: { $elemMatch: { x: 9 } } }, [{ _id: 1 }]],
        ["kept and left out", { a: 1, b: 0 }, { code: 31254 }],
        ["left out and kept", { a: 0, b: 1 }, { code: 31253 }],
        ["a path and its beginning", { b: 1, "b.c": 1 }, { code: 31249 }],
        ["an unknown operator", { a: { $what: 1 } }, { code: 31325 }],
        ["$slice of a text", { l: { $slice: "x" } }, { code: 28667 }],
      ],
      ([name, projected, gives]) => finds(name, [{ ...DOC }], {}, gives, { projection: projected }),
    ),
  ],
};
