import { Int32 } from "bson";
import type { Random } from "../../embedded-mongodb/random.ts";
import type { Plain } from "./model-values.ts";
import {
  anyArray,
  anyDecimal,
  anyPattern,
  anyScalar,
  anyText,
  anyUnique,
  anyValue,
  IDS,
  idOf,
  smallInt,
} from "./values.ts";

/** Every kind of index: compound, descending, sparse, partial, on arrays, below arrays, on cut keys. */
export const INDEXES: Plain[] = [
  { key: { a: 1 }, name: "up" },
  { key: { a: -1, b: 1 }, name: "down_up" },
  { key: { b: 1, a: -1, _id: -1 }, name: "up_down" },
  { key: { b: -1 }, sparse: true, name: "sparse" },
  { key: { n: -1, b: 1 }, sparse: true, name: "sparse_pair" },
  { key: { b: 1, "c.d": 1 }, partialFilterExpression: { b: { $gte: new Int32(2) } }, name: "partial" },
  { key: { a: -1 }, partialFilterExpression: { n: { $exists: true } }, name: "partial_exists" },
  { key: { t: 1, a: 1 }, name: "multikey" },
  { key: { "c.d": -1, n: 1 }, name: "below" },
  { key: { s: 1, a: 1 }, name: "cut" },
  { key: { "t.1": 1 }, name: "position" },
];

/** At most one of them, so that it is clear which one refuses. */
export const UNIQUE_INDEXES: Plain[] = [
  { key: { u: 1 }, unique: true, name: "unique" },
  { key: { u: -1 }, unique: true, sparse: true, name: "unique_sparse" },
  { key: { u: -1, k: 1 }, unique: true, name: "unique_pair" },
  { key: { u: 1 }, unique: true, partialFilterExpression: { k: { $gt: new Int32(2) } }, name: "unique_partial" },
  { key: { w: 1 }, unique: true, name: "unique_list" },
];

const PATHS = ["a", "a", "b", "b", "c.d", "t", "n", "s", "x", "x", "u", "w", "k", "c", "t.0", "t.1", "_id"];

function anyOperand(random: Random, path: string): unknown {
  if (path === "s") return anyText(random);
  if (path === "_id") return idOf(random, random.int(IDS));
  if (path === "u") return anyUnique(random);
  if (path === "x") return anyValue(random);
  return random.pick([
    () => anyScalar(random),
    () => anyScalar(random),
    () => (random.chance(0.2) ? anyDecimal(random) : smallInt(random)),
  ])();
}

/** A range cannot be asked of a pattern, nor its opposite of one. */
function withoutPattern(random: Random, value: unknown): unknown {
  return (value as { _bsontype?: string } | null)?._bsontype === "BSONRegExp" ? smallInt(random) : value;
}

const TYPE_NAMES = ["number", "string", "object", "array", "objectId", "date", "null", "long"];

function anyCondition(random: Random, path: string): unknown {
  const value = anyOperand(random, path);
  const comparable = withoutPattern(random, value);
  return random.pick([
    () => value,
    () => ({ [random.pick(["$gt", "$gte", "$lt", "$lte", "$eq", "$ne"])]: comparable }),
    () => ({ [random.pick(["$gt", "$gte", "$lt", "$lte"])]: comparable }),
    () => ({ $gte: new Int32(random.int(4) - 2), $lt: smallInt(random) }),
    () => ({ $gt: anyScalar(random), $lte: anyScalar(random) }),
    () => ({
      [random.pick(["$in", "$nin"])]: [
        value,
        anyScalar(random),
        random.chance(0.2) ? anyPattern(random) : smallInt(random),
      ],
    }),
    () => ({ $exists: random.chance(0.5) }),
    () => ({ $size: new Int32(random.int(4)) }),
    () => ({ $type: random.pick(TYPE_NAMES) }),
    () => ({ $all: [comparable, smallInt(random)] }),
    () => ({ $elemMatch: { $gte: new Int32(random.int(3)), $lt: smallInt(random) } }),
    () => ({ $elemMatch: { d: random.chance(0.5) ? smallInt(random) : { $gt: smallInt(random) } } }),
    () => ({ $not: random.chance(0.2) ? anyPattern(random) : { $gt: comparable } }),
    () => (random.chance(0.3) ? anyPattern(random) : { $regex: anyPattern(random) }),
    () => (path === "t" || path === "x" ? anyArray(random) : value),
    () => (path === "t" ? { [random.pick(["$eq", "$gt", "$lte", "$ne"])]: anyArray(random) } : value),
  ])();
}

function oneCondition(random: Random): Plain {
  const path = random.pick(PATHS);
  return { [path]: anyCondition(random, path) };
}

export function anyFilter(random: Random): Plain {
  const filter: Plain = {};
  for (let n = random.int(4); n > 0; n -= 1) Object.assign(filter, oneCondition(random));
  if (random.chance(0.15)) filter[random.pick(["$and", "$or", "$nor"])] = [oneCondition(random), oneCondition(random)];
  return filter;
}

/** Ends with `_id`, so that one order is right. Of two arrays none is defined: at most one field can hold arrays. */
export function anySort(random: Random): Record<string, number> {
  const sort: Record<string, number> = {};
  for (let n = random.int(3); n > 0; n -= 1) sort[random.pick(["a", "b", "n"])] = random.pick([1, -1]);
  if (random.chance(0.3)) sort[random.pick(["t", "c.d", "x"])] = random.pick([1, -1]);
  return { ...sort, _id: random.pick([1, -1]) };
}
