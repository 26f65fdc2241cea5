import { EJSON, ObjectId } from "bson";
import { describe, expect, it } from "vitest";
import { Engine } from "../../server/embedded-mongodb/engine.ts";
import { firstDifference } from "../chaos/store/differential.ts";
import { askDatabase, askEngine } from "../chaos/store/engine-side.ts";
import { expectationsOf } from "./engine-differences.ts";
import { type Random, seededRandom } from "./random.ts";
import { connectDatabase, type Database, databaseUri, isExternal, startStore, temporaryFolder } from "./support.ts";

type Doc = Record<string, unknown>;
type Outcome = { result?: unknown; failed?: true };

const sides = isExternal
  ? [await connectDatabase(`${(await startStore()).uri}differential`), await connectDatabase(await databaseUri())]
  : [];
const ordersEmptyArrays =
  sides[1] === undefined || (await expectationsOf(sides[1]))("sort: an empty array") === "before null";
if (!isExternal) console.info("The comparison with a MongoDB was not run: it needs MONGODB_URI.");

const folder = temporaryFolder();
const FIELDS = ["a", "b", "c", "d.e", "d.f"];
const ROUNDS = Number(process.env.DIFFERENTIAL_ROUNDS ?? 400);

function anyValue(random: Random, depth = 0): unknown {
  const simple = [
    () => random.int(5),
    () => random.int(5) + 0.5,
    () => random.pick(["", "x", "y", "é"]),
    () => null,
    () => random.chance(0.5),
    () => new Date(random.int(3) * 1000),
    () => new ObjectId(random.pick(["65a000000000000000000001", "65a000000000000000000002"])),
  ];
  const nested = [
    () => Array.from({ length: 1 + random.int(3) }, () => anyValue(random, depth + 1)),
    () => ({ e: anyValue(random, depth + 1), f: random.int(3) }),
    () => [{ e: random.int(3) }, { e: random.int(3), f: anyValue(random, 2) }],
  ];
  const makers: (() => unknown)[] = depth > 1 || random.chance(0.7) ? simple : nested;
  return random.pick(makers)();
}

function anyDocument(random: Random, _id: number): Doc {
  const doc: Doc = { _id };
  for (const field of ["a", "b", "c", "d"]) if (random.chance(0.75)) doc[field] = anyValue(random);
  return doc;
}

function anyFilter(random: Random): Doc {
  const condition = (): unknown => {
    const value = anyValue(random);
    const operator = random.pick([
      "$eq",
      "$ne",
      "$gt",
      "$gte",
      "$lt",
      "$lte",
      "$exists",
      "$size",
      "$elemMatch",
      "$in",
      "$nin",
    ]);
    switch (operator) {
      case "$exists":
        return { $exists: random.chance(0.5) };
      case "$size":
        return { $size: random.int(4) };
      case "$elemMatch":
        return { $elemMatch: random.chance(0.5) ? { $gte: random.int(3) } : { e: random.int(3) } };
      case "$in":
      case "$nin":
        return { [operator]: [value, anyValue(random)] };
      default:
        return random.chance(0.3) ? value : { [operator]: value };
    }
  };
  const filter: Doc = {};
  for (let n = random.int(3); n > 0; n -= 1) filter[random.pick(FIELDS)] = condition();
  if (random.chance(0.2)) filter.$or = [{ a: condition() }, { [random.pick(FIELDS)]: condition() }];
  return filter;
}

function anyUpdate(random: Random): Doc {
  const path = random.pick(FIELDS);
  const operator = random.pick(["$set", "$unset", "$inc", "$push", "$addToSet", "$pull", "$min", "$max"]);
  switch (operator) {
    case "$inc":
      // Of a field of its own: what is no number is an error in MongoDB, but not in every compatible server.
      return { $inc: { n: random.pick([1, -2, 0.5]) } };
    case "$unset":
    case "$pull": {
      // Below a path that is not there both do nothing in MongoDB; some compatible servers do something.
      const top = random.pick(["a", "b", "c"]);
      return { [operator]: { [top]: anyValue(random, 1) } };
    }
    default:
      return { [operator]: { [path]: anyValue(random, operator === "$set" ? 0 : 1) } };
  }
}

/** One operation, as the same on both sides. */
function anyOperation(random: Random): { text: string; run: (database: Database) => Promise<unknown> } {
  const filter = anyFilter(random);
  const shown = EJSON.stringify(filter);
  const kind = random.pick(["find", "find", "find", "count", "update", "upsert", "delete"]);
  switch (kind) {
    case "find": {
      const field = random.pick(["a", "b", "c"]);
      const byField = random.chance(0.5);
      const sort = byField ? { [field]: random.pick([1, -1]), _id: 1 } : { _id: 1 };
      const asked = byField && !ordersEmptyArrays ? { $and: [filter, { [field]: { $not: { $size: 0 } } }] } : filter;
      const limit = random.pick([0, 3]);
      const run = (database: Database) =>
        database
          .collection("rows")
          .find(asked)
          .sort(sort as never)
          .limit(limit)
          .toArray();
      return { text: `find ${shown} ${JSON.stringify(sort)}`, run };
    }
    case "count":
      return { text: `count ${shown}`, run: (database) => database.collection("rows").countDocuments(filter) };
    case "delete":
      return {
        text: `delete ${shown}`,
        run: (database) => database.collection("rows").findOneAndDelete(filter, { sort: { _id: 1 } }),
      };
    case "update":
    case "upsert": {
      const update = anyUpdate(random);
      const only = kind === "upsert" ? { _id: random.int(60) as never } : filter;
      const run = (database: Database) =>
        database.collection("rows").findOneAndUpdate(only, update, {
          sort: { _id: 1 },
          returnDocument: "after",
          upsert: kind === "upsert",
        });
      return { text: `${kind} ${EJSON.stringify(only)} ${EJSON.stringify(update)}`, run };
    }
    default:
      throw new Error(kind);
  }
}

/** The order of fields is left to other tests: not every compatible server keeps MongoDB's. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner)]));
}

async function outcome(action: Promise<unknown>): Promise<Outcome> {
  try {
    return { result: EJSON.stringify(ordered(await action)) };
  } catch {
    return { failed: true };
  }
}

/** The engine under all commands, beside the model: what is compared otherwise only in the long proof. */
async function differenceFromAll(operations: number): Promise<string | undefined> {
  const engine = new Engine(folder, { log: () => {} });
  try {
    const other = askDatabase(sides[1]!);
    return await firstDifference({ operations, seed: 1, store: askEngine(engine), other });
  } finally {
    await engine.close();
  }
}

describe.runIf(isExternal)("the same operations here and on the MongoDB of MONGODB_URI", () => {
  it("give the same as the store with indexes, without, and the model", async () => {
    expect(await differenceFromAll(2000)).toBeUndefined();
  });

  it.each([1, 2, 3])("give the same, seed %i", async (seed) => {
    const random = seededRandom(seed + Number(process.env.DIFFERENTIAL_SEED ?? 0));
    const documents = Array.from({ length: 40 }, (_, _id) => anyDocument(random, _id));
    for (const database of sides) {
      await database.collection("rows").deleteMany({});
      await database.collection("rows").insertMany(documents as never);
      for (const key of [{ a: 1 }, { b: -1, _id: 1 }, { "d.e": 1 }]) {
        await database
          .collection("rows")
          .createIndex(key as never)
          .catch(() => {});
      }
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const { text, run } = anyOperation(random);
      const [ours, theirs] = await Promise.all(sides.map((database) => outcome(run(database))));
      expect(ours, `seed ${seed}, round ${round}: ${text}`).toEqual(theirs);
    }
  });
});
