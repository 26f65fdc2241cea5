import { Int32 } from "bson";
import type { Random } from "../../embedded-mongodb/random.ts";
import type { Plain } from "./model-values.ts";
import {
  anyArray,
  anyDocument,
  anyNested,
  anyNumber,
  anyScalar,
  anyText,
  anyUnique,
  anyUniqueList,
  anyValue,
  countable,
  smallInt,
} from "./values.ts";

type Change = (random: Random) => Plain;

/** What any document takes without an error, and no unique index refuses: for many documents at once. */
const HARMLESS: Change[] = [
  (random) => ({ $set: { [random.pick(["a", "b"])]: anyScalar(random) } }),
  (random) => ({ $set: { c: anyNested(random) } }),
  (random) => ({ $set: { t: anyArray(random) } }),
  (random) => ({ $set: { s: anyText(random) } }),
  (random) => ({ $set: { x: anyValue(random) } }),
  (random) => ({ $unset: { [random.pick(["a", "b", "c", "t", "s", "n", "x", "c.d", "t.0"])]: new Int32(1) } }),
  (random) => ({ $inc: { n: countable(random) } }),
  (random) => ({ [random.pick(["$min", "$max"])]: { [random.pick(["a", "b"])]: anyNumber(random) } }),
  (random) => ({ [random.pick(["$push", "$addToSet"])]: { t: anyScalar(random) } }),
  (random) => ({ $pull: { t: random.chance(0.5) ? smallInt(random) : { $gte: smallInt(random) } } }),
  (random) => ({ $pop: { t: new Int32(random.pick([1, -1])) } }),
];

/** For one document, which may refuse it. */
const ANY: Change[] = [
  ...HARMLESS,
  (random) => ({ $set: { [random.pick(["c.d", "c.e"])]: anyScalar(random) } }),
  (random) => ({ $set: { u: anyUnique(random) } }),
  (random) => ({ $set: { u: anyUnique(random), k: smallInt(random) } }),
  (random) => ({ $set: { w: anyUniqueList(random) } }),
  (random) => ({ $unset: { [random.pick(["u", "k", "w"])]: new Int32(1) } }),
  (random) => ({ $set: { k: smallInt(random) } }),
  (random) => ({ $mul: { k: new Int32(random.pick([-1, 2, 0])) } }),
  (random) => ({ [random.pick(["$push", "$pull"])]: { w: new Int32(random.int(300)) } }),
  (random) => ({ $rename: { [random.pick(["a", "b"])]: random.pick(["r", "q"]) } }),
  (random) => ({ $addToSet: { t: { $each: [smallInt(random), smallInt(random), anyScalar(random)] } } }),
  (random) => ({ $pullAll: { t: [smallInt(random), anyScalar(random)] } }),
  (random) => ({ $push: { t: { $each: [smallInt(random), anyScalar(random)], ...anyModifiers(random) } } }),
  (random) => ({ $setOnInsert: { a: anyScalar(random) }, $inc: { n: countable(random) } }),
];

function anyModifiers(random: Random): Plain {
  const modifiers: Plain = {};
  if (random.chance(0.4)) modifiers.$position = new Int32(random.int(3));
  if (random.chance(0.4)) modifiers.$sort = new Int32(random.pick([1, -1]));
  if (random.chance(0.5)) modifiers.$slice = new Int32(random.int(7) - 3);
  return modifiers;
}

/** One or two operators that do not get into each other's way. */
function joined(random: Random, changes: readonly Change[]): Plain {
  const first = random.pick(changes)(random);
  if (random.chance(0.6)) return first;
  const second = random.pick(changes)(random);
  return canBeOne(first, second) ? { ...first, ...second } : first;
}

function canBeOne(first: Plain, second: Plain): boolean {
  const tops = (change: Plain): string[] =>
    Object.values(change).flatMap((fields) => Object.keys(fields as Plain).map((path) => path.split(".")[0]!));
  const operators = new Set([...Object.keys(first), ...Object.keys(second)]);
  const renames = operators.has("$rename");
  return !renames && operators.size === 2 && !tops(first).some((top) => tops(second).includes(top));
}

export function anyUpdateOfMany(random: Random): Plain {
  return joined(random, HARMLESS);
}

/** Of an element, also beyond the end: of a document whose `t` is an array, or it would become a sub-document. */
export function anyUpdateOfElement(random: Random): Plain {
  const path = `t.${random.int(5)}`;
  return random.chance(0.7) ? { $set: { [path]: anyScalar(random) } } : { $min: { [path]: smallInt(random) } };
}

export function anyUpdate(random: Random): Plain {
  return joined(random, ANY);
}

/** A document in the place of another one, without `_id`. */
export function anyReplacement(random: Random): Plain {
  const { _id: _, ...rest } = anyDocument(random, null);
  return rest;
}
