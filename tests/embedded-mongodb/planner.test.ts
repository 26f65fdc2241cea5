import { BSONRegExp, BSONSymbol, Int32 } from "bson";
import { afterAll, describe, expect, it } from "vitest";
import { Engine } from "../../server/embedded-mongodb/engine.ts";
import { compileSort } from "../../server/embedded-mongodb/query/sort.ts";
import type { Collection } from "../../server/embedded-mongodb/storage/catalogue.ts";
import {
  insertDocument,
  prepareDocument,
  removeDocument,
  replaceDocument,
} from "../../server/embedded-mongodb/storage/documents.ts";
import { buildIndexes } from "../../server/embedded-mongodb/storage/index-build.ts";
import { normaliseIndexSpec } from "../../server/embedded-mongodb/storage/index-spec.ts";
import { planQuery } from "../../server/embedded-mongodb/storage/planner.ts";
import { type Selection, select } from "../../server/embedded-mongodb/storage/query.ts";
import { Scan } from "../../server/embedded-mongodb/storage/scan.ts";
import { PAUSE } from "../../server/embedded-mongodb/storage/slice.ts";
import { type Doc, decode, encode } from "../../server/embedded-mongodb/values/decode.ts";
import { disagreement } from "./consistency.ts";
import { type Random, seededRandom } from "./random.ts";
import { temporaryFolder } from "./support.ts";

const engine = new Engine(temporaryFolder(), { log: () => {} });
const { storage } = engine;
afterAll(() => engine.close());

/** As it comes over the wire: numbers get their BSON types. */
function wire(doc: Doc): Doc {
  return decode(encode(doc));
}

function read(collection: Collection, selection: Selection): Doc[] {
  const docs: Doc[] = [];
  storage.slice.restart();
  for (const hit of select(storage, collection, selection)) {
    if (hit === PAUSE) storage.slice.restart();
    else docs.push(hit.doc);
  }
  storage.slice.releaseScans();
  return docs;
}

function collectionWith(name: string, indexes: Doc[], documents: Doc[]): Collection {
  return storage.kv.transaction(() => {
    const collection = storage.catalogue.create(`t.${name}`);
    const specs = indexes.map((index, at) => normaliseIndexSpec(wire({ name: `i${at}`, ...index })));
    buildIndexes(storage, collection, specs);
    for (const doc of documents) insertDocument(storage, collection, prepareDocument(wire(doc)));
    return collection;
  });
}

/** How many entries a query looks at. */
function examined(collection: Collection, selection: Selection): number {
  const scan = new Scan(storage.kv, {
    collection,
    plan: planQuery(collection, selection),
    filter: { test: () => true },
  });
  for (let n = 0; n < (selection.limit ?? Number.POSITIVE_INFINITY); n += 1) if (scan.step() === undefined) break;
  scan.release();
  return scan.examined;
}

describe("a pattern that is an anchor and letters", () => {
  const texts = ["nel", "mel", "melanie", "mélanie", "mem", "me", "melz\u{10FFFF}"].map((a, _id) => ({ _id, a }));
  const others = [
    { _id: 10, a: new BSONRegExp("^mel") },
    { _id: 11, a: ["zoe", "mel"] },
    { _id: 12, a: new BSONSymbol("melon") },
    { _id: 13, a: 5 },
    { _id: 14 },
  ];
  const found = (collection: Collection, filter: Doc) =>
    read(collection, { filter: wire(filter) })
      .map(({ _id }) => Number(_id))
      .toSorted((a, b) => a - b);

  it("reads only what begins so in an index, and misses nothing that it matches", () => {
    const filter = { a: { $regex: new BSONRegExp("^mel") } };
    for (const [n, key] of [{ a: 1 }, { a: -1 }, { c: 1, a: 1 }].entries()) {
      const rows = [...texts, ...others].map((row) => ({ ...row, c: 1 }));
      const collection = collectionWith(`pattern${n}`, [{ key }], rows);
      const asked = "c" in key ? { ...filter, c: 1 } : filter;
      expect(found(collection, asked), JSON.stringify(key)).toEqual([1, 2, 6, 10, 11, 12]);
      expect(examined(collection, { filter: wire(asked) }), JSON.stringify(key)).toBe(6);
    }
  });
});

describe("the plan of the queries the application lives on", () => {
  const changes = collectionWith(
    "changes",
    [
      { key: { conversationId: 1, seq: -1 } },
      { key: { stream: 1, rev: 1 }, unique: true },
      { key: { conversationId: 1, authorId: 1 } },
    ],
    Array.from({ length: 1000 }, (_, at) => ({
      _id: at,
      conversationId: `c${at % 3}`,
      seq: at,
      stream: `s${at % 2}`,
      rev: at,
      authorId: at % 7,
    })),
  );

  it("reads the newest 50 of a conversation along the index, in order, and nothing else", () => {
    const selection = { filter: wire({ conversationId: "c1" }), sort: wire({ seq: -1 }), limit: 50 };
    expect(planQuery(changes, selection)).toMatchObject({ index: { name: "i0" }, sorted: true, exact: true });
    expect(examined(changes, selection)).toBe(50);
    expect(read(changes, selection).map((doc) => Number(doc.seq))[0]).toBe(997);
  });

  it("walks the same index backwards for the oldest", () => {
    const selection = { filter: wire({ conversationId: "c1" }), sort: wire({ seq: 1 }), limit: 3 };
    expect(planQuery(changes, selection)).toMatchObject({ reverse: true, sorted: true });
    expect(read(changes, selection).map((doc) => Number(doc.seq))).toEqual([1, 4, 7]);
  });

  it("reads a range of revisions along the unique index", () => {
    const selection = { filter: wire({ stream: "s1", rev: { $gt: 991 } }), sort: wire({ rev: 1 }), limit: 100 };
    expect(planQuery(changes, selection)).toMatchObject({ index: { name: "i1" }, sorted: true });
    expect(examined(changes, selection)).toBe(4);
  });

  it("finds by _id directly", () => {
    expect(examined(changes, { filter: wire({ _id: { $in: [5, 3, 5000] } }) })).toBe(2);
  });

  it("pages back by _id within an index that does not name it", () => {
    const selection = {
      filter: wire({ conversationId: "c1", authorId: 3, _id: { $lt: 500 } }),
      sort: wire({ _id: -1 }),
      limit: 2,
    };
    expect(planQuery(changes, selection)).toMatchObject({ index: { name: "i2" }, sorted: true, reverse: true });
    expect(read(changes, selection).map((doc) => Number(doc._id))).toEqual([493, 472]);
    expect(examined(changes, selection)).toBe(2);
  });

  it("takes a hint, and refuses one at an index that does not exist", () => {
    const filter = wire({ conversationId: "c1" });
    expect(planQuery(changes, { filter, hint: "i2" }).index.name).toBe("i2");
    expect(planQuery(changes, { filter, hint: wire({ stream: 1, rev: 1 }) }).index.name).toBe("i1");
    expect(() => planQuery(changes, { filter, hint: "none" })).toThrow(/hint/);
  });
});

describe("what an index must not be used for", () => {
  const docs = [
    { _id: 1, a: [1, 10], s: "x", p: 5 },
    { _id: 2, a: 5, p: 1 },
    { _id: 3, s: "y" },
    { _id: 4, a: [], s: null, p: 9 },
  ];
  const things = collectionWith(
    "things",
    [{ key: { a: 1 } }, { key: { s: 1 }, sparse: true }, { key: { p: 1 }, partialFilterExpression: { p: { $gt: 4 } } }],
    docs,
  );
  const ids = (filter: Doc, sort?: Doc): number[] =>
    read(things, { filter: wire(filter), sort: sort && wire(sort) }).map((doc) => Number(doc._id));

  it("an array for both ends of a range, nor for a sort", () => {
    expect(ids({ a: { $gt: 4, $lt: 6 } })).toEqual(expect.arrayContaining([1, 2]));
    expect(planQuery(things, { filter: {}, sort: wire({ a: 1 }) }).sorted).toBe(false);
    expect(ids({ a: { $gte: 1 } })).toHaveLength(2);
  });

  it("a sparse index for missing values or a plain sort", () => {
    expect(ids({ s: null }).sort()).toEqual([2, 4]);
    expect(ids({}, { s: 1 })).toHaveLength(4);
    expect(planQuery(things, { filter: wire({ s: "x" }) }).index.name).toBe("i1");
  });

  it("a partial index for a query that may reach beyond it", () => {
    expect(planQuery(things, { filter: wire({ p: { $gt: 4 } }) }).index.name).toBe("i2");
    expect(planQuery(things, { filter: wire({ p: 9 }) }).index.name).toBe("i2");
    expect(planQuery(things, { filter: wire({ p: { $gt: 3 } }) }).index.name).toBe("_id_");
    expect(ids({ p: { $gt: 0 } })).toEqual([1, 2, 4]);
  });
});

const INDEXES: Doc[] = [
  { key: { a: 1 } },
  { key: { a: -1, b: 1 } },
  { key: { b: 1, a: -1 } },
  { key: { b: -1 }, sparse: true, name: "sparse" },
  { key: { "c.d": 1, b: 1 } },
  { key: { t: 1, a: 1 } },
  { key: { a: 1, _id: -1 } },
  { key: { b: 1, "c.d": 1 }, partialFilterExpression: { b: { $gte: 2 } } },
  { key: { long: 1, a: 1 } },
];

function anyScalar(random: Random): unknown {
  return random.pick([
    () => random.int(6),
    () => random.int(6) + 0.5,
    () => random.pick(["", "a", "b", "bé"]),
    () => null,
    () => random.pick([true, false]),
    () => new Date(random.int(4)),
    () => new Int32(random.int(4)),
    () => ({ d: random.int(2) }),
  ])();
}

/** Longer than a key may be, now and then, and the same up to where keys are cut. */
function anyLongText(random: Random): string {
  return "x".repeat(random.pick([3, 4000])) + random.int(3);
}

function anyDocument(random: Random, arrays: boolean): Doc {
  const doc: Doc = {};
  for (const field of ["a", "b"]) if (random.chance(0.85)) doc[field] = anyScalar(random);
  if (random.chance(0.7)) {
    doc.c = random.chance(0.3) && arrays ? [{ d: random.int(5) }, { d: anyScalar(random) }, {}] : { d: random.int(5) };
  }
  if (random.chance(0.5)) doc.t = arrays ? Array.from({ length: random.int(4) }, () => random.int(5)) : random.int(5);
  if (random.chance(0.3)) doc.long = anyLongText(random);
  return doc;
}

function anyCondition(random: Random, path: string): unknown {
  const value = path === "long" ? anyLongText(random) : anyScalar(random);
  return random.pick([
    () => value,
    () => ({ $gt: value }),
    () => ({ $lte: value }),
    () => ({ $gte: random.int(3), $lt: random.int(6) }),
    () => ({ $in: [value, anyScalar(random), random.int(5)] }),
    () => ({ $ne: value }),
    () => ({ $exists: random.chance(0.5) }),
    () => ({ $elemMatch: { $gte: random.int(3), $lt: random.int(6) } }),
  ])();
}

function anyQuery(random: Random): Selection {
  const paths = ["a", "b", "c.d", "t", "_id", "long"];
  const filter: Doc = {};
  const add = (to: Doc, path: string): Doc => Object.assign(to, { [path]: anyCondition(random, path) });
  for (let n = random.int(3); n > 0; n -= 1) add(filter, random.pick(paths));
  if (random.chance(0.2)) filter.$and = [add({}, random.pick(paths))];
  if (random.chance(0.15)) filter.$or = [add({}, "a"), add({}, "b")];
  const sort: Doc = {};
  for (let n = random.int(3); n > 0; n -= 1) sort[random.pick(["a", "b", "c.d", "t", "_id"])] = random.pick([1, -1]);
  // No order is defined by two different arrays.
  if ("c.d" in sort) delete sort.t;
  return { filter: wire(filter), sort: wire(sort) };
}

describe("random queries", () => {
  it.each([
    ["scalars only", false, 1],
    ["scalars only, other data", false, 2],
    ["with arrays", true, 3],
    ["with arrays, other data", true, 4],
  ])("give the same along any plan as by a full scan: %s", (name, arrays, seed) => {
    const random = seededRandom(seed);
    const collection = collectionWith(`random${seed}`, INDEXES, []);
    storage.kv.transaction(() => {
      for (let at = 0; at < 300; at += 1) {
        const doc = wire({ _id: random.chance(0.8) ? at : `${at}`, ...anyDocument(random, arrays) });
        insertDocument(storage, collection, prepareDocument(doc));
      }
      for (const doc of read(collection, { filter: {} })) {
        const [before] = [...select(storage, collection, { filter: { _id: doc._id } })].filter((hit) => hit !== PAUSE);
        if (random.chance(0.2)) removeDocument(storage, collection, before!);
        else if (random.chance(0.4)) {
          replaceDocument(storage, collection, {
            before: before!,
            after: wire({ _id: doc._id, ...anyDocument(random, arrays) }),
          });
        }
      }
    });
    for (const index of collection.indexes) {
      expect(disagreement(storage, collection, index), index.name).toEqual({ lacks: [], extra: [] });
    }
    const used = new Set<string>();
    for (let round = 0; round < 500; round += 1) {
      const query = anyQuery(random);
      const hint = random.chance(0.3)
        ? random.pick(["i0", "i1", "i2", "sparse", "i4", "i5", "i6", "i7", "i8"])
        : undefined;
      used.add(planQuery(collection, { ...query, hint }).index.name);
      const planned = read(collection, { ...query, hint });
      const scanned = read(collection, { ...query, hint: { $natural: 1 } });
      const asked = `${name}, round ${round}: ${JSON.stringify(query)} ${hint}`;
      const idOf = (doc: Doc): string => JSON.stringify(doc._id);
      expect(planned.map(idOf).sort(), asked).toEqual(scanned.map(idOf).sort());
      const compare = compileSort(query.sort ?? {});
      for (const [at, doc] of planned.entries()) expect(compare(doc, scanned[at]!), asked).toBe(0);
    }
    expect(used.size).toBeGreaterThan(INDEXES.length - 2);
  });
});
