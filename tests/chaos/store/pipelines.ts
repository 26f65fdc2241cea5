import { Int32 } from "bson";
import type { Random } from "../../embedded-mongodb/random.ts";
import { anyFilter, anySort } from "./choices.ts";
import type { Plain } from "./model-values.ts";
import { anyScalar, smallInt } from "./values.ts";

/** A stage or two that keep the order of what they get, or give an order of their own. */
const TAILS: ((random: Random) => Plain[])[] = [
  () => [{ $count: "total" }],
  (random) => [group(random), { $sort: { _id: random.pick([1, -1]) } }],
  (random) => [group(random), { $sort: { _id: random.pick([1, -1]) } }],
  (random) => [unwind(random), { $match: { t: { $gte: smallInt(random) } } }],
  (random) => [unwind(random), { $limit: 20 }],
  (random) => [{ $project: projection(random) }],
  (random) => [{ [random.pick(["$addFields", "$set"])]: { [random.pick(["z", "a"])]: expression(random) } }],
  (random) => [{ $addFields: { z: expression(random) } }, { $match: { z: { $gt: smallInt(random) } } }],
  (random) => [{ $unset: random.pick(["a", "c", "t"]) }],
  (random) => [{ $replaceWith: { k: "$a", z: expression(random) } }],
  (random) => [lookup(random), { $addFields: { m: { $size: "$m" } } }],
];

function group(random: Random): Plain {
  const _id = random.pick<unknown>(["$a", "$b", "$n", "$k", null, { a: "$a", k: "$k" }]);
  const accumulators: Plain[] = [
    { total: { $sum: "$n" } },
    { count: { $sum: new Int32(1) } },
    { counted: { $count: {} } },
    { mean: { $avg: "$n" } },
    { least: { $min: "$a" } },
    { most: { $max: "$b" } },
    { first: { $first: "$a" } },
    { last: { $last: "$b" } },
    { all: { $push: "$n" } },
    { ids: { $push: "$_id" } },
  ];
  const chosen = accumulators.filter(() => random.chance(0.3));
  return { $group: Object.assign({ _id }, ...chosen) };
}

function unwind(random: Random): Plain {
  const spec: Plain = { path: random.pick(["$t", "$t", "$a", "$w"]) };
  if (random.chance(0.4)) spec.preserveNullAndEmptyArrays = random.chance(0.8);
  if (random.chance(0.4)) spec.includeArrayIndex = "at";
  return { $unwind: spec };
}

/** Any of these is defined for any document. */
function expression(random: Random): unknown {
  const field = (): string => random.pick(["$a", "$b", "$n", "$k"]);
  return random.pick<() => unknown>([
    field,
    () => ({ $literal: anyScalar(random) }),
    () => ({ [random.pick(["$eq", "$gt", "$lte"])]: [field(), field()] }),
    () => ({ [random.pick(["$eq", "$gt", "$lte"])]: [field(), { $literal: anyScalar(random) }] }),
    () => ({ $ifNull: [field(), smallInt(random)] }),
    () => ({ $cond: [field(), field(), smallInt(random)] }),
    () => ({ $size: { $ifNull: ["$t", []] } }),
    () => ({ $add: ["$n", random.pick(["$k", "$n"]), smallInt(random)] }),
    () => ({ $in: [field(), { $ifNull: ["$t", []] }] }),
  ])();
}

function projection(random: Random): Plain {
  const spec: Plain = {};
  for (const field of ["b", "a", "c", "t", "s"]) if (random.chance(0.4)) spec[field] = 1;
  if (Object.keys(spec).length === 0 || random.chance(0.4)) spec.z = expression(random);
  return spec;
}

function lookup(random: Random): Plain {
  const localField = random.pick(["n", "a", "t", "k"]);
  return { $lookup: { localField, foreignField: random.pick(["a", "n", "t", "b", "c.d"]), as: "m" } };
}

/** A pipeline whose result has one right order. `$lookup` is left without `from`: each side joins with itself. */
export function anyPipeline(random: Random, filter: Plain): Plain[] {
  const head: Plain[] = random.chance(0.7) ? [{ $match: filter }] : [];
  head.push({ $sort: anySort(random) });
  if (random.chance(0.2)) head.push({ $skip: random.int(5) });
  if (random.chance(0.3)) head.push({ $limit: 1 + random.int(20) });
  if (random.chance(0.15)) head.push({ $match: anyFilter(random) });
  return [...head, ...random.pick(TAILS)(random)];
}
