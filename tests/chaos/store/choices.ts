import type { Random } from "../../embedded-mongodb/random.ts";
import type { Plain } from "./model.ts";

/** Every kind of index: compound, descending, sparse, partial, on arrays, below arrays, on cut keys. */
export const INDEXES: Plain[] = [
  { key: { a: 1 }, name: "up" },
  { key: { a: -1, b: 1 }, name: "down_up" },
  { key: { b: 1, a: -1, _id: -1 }, name: "up_down" },
  { key: { b: -1 }, sparse: true, name: "sparse" },
  { key: { b: 1, "c.d": 1 }, partialFilterExpression: { b: { $gte: 2 } }, name: "partial" },
  { key: { t: 1, a: 1 }, name: "multikey" },
  { key: { "c.d": -1, n: 1 }, name: "below" },
  { key: { s: 1, a: 1 }, name: "cut" },
];

function anyScalar(random: Random): unknown {
  return random.pick([
    () => random.int(9) - 4,
    () => random.int(9) / 2 - 2,
    () => random.pick(["", "a", "a\0", "a\0b", "b", "é", "\u{1f4f7}", "\uffee"]),
    () => null,
    () => random.chance(0.5),
    () => ({ d: random.int(3) }),
  ])();
}

/** Now and then longer than a key may be, and alike up to where keys are cut. */
function anyText(random: Random): string {
  return "x".repeat(random.pick([2, 2, 2, 2, 4000])) + random.int(3);
}

function anyTags(random: Random): unknown[] {
  return Array.from({ length: random.int(4) }, () => (random.chance(0.8) ? random.int(6) : anyScalar(random)));
}

export function anyDocument(random: Random, _id: unknown): Plain {
  const doc: Plain = { _id };
  for (const field of ["a", "b"]) if (random.chance(0.85)) doc[field] = anyScalar(random);
  if (random.chance(0.6)) {
    doc.c = random.chance(0.3) ? [{ d: random.int(5) }, { d: anyScalar(random) }, {}] : { d: anyScalar(random) };
  }
  if (random.chance(0.5)) doc.t = anyTags(random);
  if (random.chance(0.3)) doc.s = anyText(random);
  if (random.chance(0.5)) doc.n = random.int(5);
  return doc;
}

const PATHS = ["a", "b", "c.d", "t", "n", "s", "_id"];

function anyCondition(random: Random, path: string): unknown {
  const value = path === "s" ? anyText(random) : path === "_id" ? random.int(60) : anyScalar(random);
  return random.pick([
    () => value,
    () => ({ [random.pick(["$gt", "$gte", "$lt", "$lte", "$eq", "$ne"])]: value }),
    () => ({ $gte: random.int(4) - 2, $lt: random.int(6) }),
    () => ({ $gt: anyScalar(random), $lte: anyScalar(random) }),
    () => ({ [random.pick(["$in", "$nin"])]: [value, anyScalar(random), random.int(5)] }),
    () => ({ $exists: random.chance(0.5) }),
    () => ({ $size: random.int(4) }),
    () => ({ $elemMatch: { $gte: random.int(3), $lt: random.int(6) } }),
    () => ({ $not: { $gt: value } }),
    () => (path === "t" ? anyTags(random) : value),
  ])();
}

export function anyFilter(random: Random): Plain {
  const one = (): Plain => {
    const path = random.pick(PATHS);
    return { [path]: anyCondition(random, path) };
  };
  const filter: Plain = {};
  for (let n = random.int(4); n > 0; n -= 1) Object.assign(filter, one());
  if (random.chance(0.15)) filter[random.pick(["$and", "$or", "$nor"])] = [one(), one()];
  return filter;
}

/** Ends with `_id`, so that one order is right. Of two arrays none is defined: at most one field can hold arrays. */
export function anySort(random: Random): Record<string, number> {
  const sort: Record<string, number> = {};
  for (let n = random.int(3); n > 0; n -= 1) sort[random.pick(["a", "b", "n"])] = random.pick([1, -1]);
  if (random.chance(0.3)) sort[random.pick(["t", "c.d"])] = random.pick([1, -1]);
  return { ...sort, _id: random.pick([1, -1]) };
}

export function anyUpdate(random: Random): Plain {
  return random.pick([
    () => ({ $set: { [random.pick(["a", "b"])]: anyScalar(random) } }),
    () => ({ $set: { c: { d: anyScalar(random) } } }),
    () => ({ $set: { t: anyTags(random) } }),
    () => ({ $set: { s: anyText(random) } }),
    () => ({ $unset: { [random.pick(["a", "b", "c", "t", "s"])]: 1 } }),
    () => ({ $inc: { n: random.pick([1, -2, 0.5]) } }),
    () => ({ [random.pick(["$push", "$addToSet"])]: { t: random.int(6) } }),
    () => ({ $pull: { t: random.int(6) } }),
  ])();
}
