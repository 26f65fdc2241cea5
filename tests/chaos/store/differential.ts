import { type Random, seededRandom } from "../../embedded-mongodb/random.ts";
import { anyReplacement, anyUpdate, anyUpdateOfElement, anyUpdateOfMany } from "./changes.ts";
import { anyFilter, anySort } from "./choices.ts";
import { anyPipeline } from "./pipelines.ts";
import { aggregates, counts, distinct, find } from "./reads.ts";
import { type Ask, Sides } from "./sides.ts";
import { anyDocument, anyScalar, anyUnique, IDS, idOf } from "./values.ts";
import { changeMany, insert, modify, upsert } from "./writes.ts";

export interface Run {
  operations: number;
  seed: number;
  store: Ask;
  /** Another engine that is asked the same, if there is one. */
  other?: Ask | undefined;
  /** Says what is wrong within the store, if anything: its indexes against its documents. */
  inspect?: (() => string | undefined) | undefined;
  /** Told of each operation that was not asked of all because of a known difference. */
  skipped?: ((difference: string) => void) | undefined;
}

/** Documents stay few, so that an operation is quick; the choice of indexes changes as often. */
const OPERATIONS_PER_CHOICE = 500;

/**
 * Does the same on a collection with indexes, on one without, in the model, and on another engine; gives the first
 * answer that differs, or undefined. All of it follows from the seed.
 */
export async function firstDifference(run: Run): Promise<string | undefined> {
  const random = seededRandom(run.seed);
  const sides = new Sides(run);
  for (let done = 0; done < run.operations; done += 1) {
    if (done % OPERATIONS_PER_CHOICE === 0) {
      const wrong = done === 0 ? undefined : (run.inspect?.() ?? (await find(sides, { filter: {}, sort: { _id: 1 } })));
      if (wrong !== undefined) return `seed ${run.seed}, before operation ${done}: ${wrong}`;
      await sides.begin(random);
    }
    const wrong = await operation(random, sides);
    if (wrong !== undefined) return `seed ${run.seed}, operation ${done}: ${wrong}`;
  }
  return undefined;
}

/** About one in three changes something. */
function operation(random: Random, sides: Sides): Promise<string | undefined> {
  const filter = anyFilter(random);
  const sort = anySort(random);
  const kind = random.int(100);
  if (kind < 40) {
    const hint = random.chance(0.3) ? random.pick(sides.indexes) : undefined;
    return find(sides, { filter, sort, limit: random.pick([0, 0, 3]), skip: random.pick([0, 0, 2]), hint });
  }
  if (kind < 54) return aggregates(sides, anyPipeline(random, filter));
  if (kind < 58) return counts(sides, filter);
  if (kind < 64) return distinct(sides, random.pick(["a", "b", "c.d", "t", "n", "x", "_id"]), filter);
  if (kind < 74) return insert(sides, anyDocument(random, idOf(random, random.int(IDS))));
  if (kind < 78) return modify(sides, { query: filter, sort, remove: true });
  if (kind < 88) return modify(sides, { query: filter, sort, update: anyUpdate(random), new: random.chance(0.8) });
  if (kind < 89) {
    const query = { $and: [filter, { t: { $type: "array" } }] };
    return modify(sides, { query, sort, update: anyUpdateOfElement(random), new: true });
  }
  if (kind < 90) return modify(sides, { query: filter, sort, update: anyReplacement(random), new: true });
  if (kind < 94) return upsert(sides, anyUpsert(random));
  if (kind < 98) return changeMany(sides, filter, anyUpdateOfMany(random));
  return changeMany(sides, filter, undefined);
}

/** With the `_id` it may have to insert, and sometimes another equality, which may not hold for who has that `_id`. */
function anyUpsert(random: Random) {
  const query: Record<string, unknown> = { _id: idOf(random, random.int(IDS)) };
  if (random.chance(0.4)) query.u = anyUnique(random);
  if (random.chance(0.3)) query.b = random.chance(0.5) ? anyScalar(random) : query._id;
  const change = random.chance(0.2) ? anyReplacement(random) : anyUpdate(random);
  return { query, change, byCommand: random.chance(0.5) };
}
