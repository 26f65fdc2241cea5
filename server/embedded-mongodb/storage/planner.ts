import { boundsOf, type PathBounds } from "../query/bounds.ts";
import { sortFields } from "../query/sort.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { equalValues } from "../values/order.ts";
import type { Collection, Index, IndexField } from "./catalogue.ts";
import { implies } from "./implication.ts";
import type { KeyRange } from "./keys.ts";
import { excludesMissing, fieldRange, pointRange, pointsOf, startRanges } from "./ranges.ts";

/** More points than this and a scan of the rest of the index is not worse. */
const MAX_POINTS = 200;

export interface Query {
  filter: Doc;
  sort?: Doc | undefined;
  /** The name or the key pattern of an index, or `{ $natural: 1 }`. */
  hint?: unknown;
}

/** How to read a collection: the ranges of one index, in order. */
export interface Plan {
  index: Index;
  ranges: KeyRange[];
  reverse: boolean;
  /** The walk already gives the order the query asks for. */
  sorted: boolean;
  /** Every document found matches: nothing is left to test. */
  exact: boolean;
  /** A document may be found more than once. */
  dedupe: boolean;
}

/**
 * Chooses how to read. A plan finds every document that matches, maybe others too, which is why the filter is tested
 * again unless the plan is exact. Throws CommandError 2 for a hint at an index that does not exist.
 */
export function planQuery(collection: Collection, query: Query): Plan {
  const bounds = boundsOf(query.filter);
  const scan: Candidate = candidateOn(collection.primary, bounds, query);
  const candidates = [scan];
  for (const index of collection.indexes) {
    if (mayUse(index, bounds)) candidates.push(candidateOn(index, bounds, query));
  }
  const hinted = query.hint === undefined ? undefined : hintedIndex(collection, query.hint);
  if (hinted !== undefined) {
    // A hint may not change the answer: where the index leaves documents out, it is not followed.
    const wanted = candidates.find(({ plan }) => plan.index === hinted);
    if (wanted !== undefined) return wanted.plan;
  }
  return candidates.reduce((best, other) => (other.score > best.score ? other : best)).plan;
}

interface Candidate {
  plan: Plan;
  score: number;
}

/** Sparse and partial indexes leave documents out: only for queries that cannot match those. */
function mayUse(index: Index, bounds: Map<string, PathBounds>): boolean {
  if (index.partial !== undefined && !implies(bounds, index.partial.expression)) return false;
  // A sparse index leaves out a document only if it has none of the paths.
  return !index.sparse || index.paths.some((path) => excludesMissing(bounds.get(path)));
}

function candidateOn(index: Index, bounds: Map<string, PathBounds>, query: Query): Candidate {
  let prefixes: Buffer[][] = [[]];
  let pinned = 0;
  let singlePoint = true;
  for (const field of index.fields) {
    const own = bounds.get(field.path);
    const points = own === undefined ? undefined : pointsOf(own, field.descending);
    if (points === undefined || prefixes.length * points.length > MAX_POINTS) break;
    prefixes = prefixes.flatMap((prefix) => points.map((point) => [...prefix, point]));
    if (points.length > 1) singlePoint = false;
    pinned += 1;
  }
  const next = withId(index)[pinned];
  // By lower end: long points that are cut may have become the same.
  const found = new Map<string, KeyRange>();
  let ranged = false;
  for (const prefix of prefixes) {
    const narrowed = next === undefined ? [] : rangesAfter(index, prefix, { field: next, bounds });
    ranged = narrowed.length > 0;
    if (narrowed.length > 1) singlePoint = false;
    for (const range of ranged ? narrowed : [pointRange(index, prefix)]) {
      if (Buffer.compare(range.low, range.high) < 0) found.set(range.low.toString("latin1"), range);
    }
  }
  const ranges = [...found.values()].sort((a, b) => Buffer.compare(a.low, b.low));
  const order = sortOrder(index, query.sort, { pinned: singlePoint ? pinned : 0, covered: singlePoint });
  const plan: Plan = {
    index,
    ranges: order === "backward" ? ranges.reverse() : ranges,
    reverse: order === "backward",
    sorted: order !== undefined,
    exact: singlePoint && !index.multikey && !index.inexact && allExact(index, query.filter, { bounds, pinned }),
    dedupe: index.multikey,
  };
  return { plan, score: scoreOf(plan, { pinned, ranged, singlePoint, sorts: query.sort !== undefined }) };
}

function rangesAfter(
  index: Index,
  prefix: Buffer[],
  at: { field: IndexField; bounds: Map<string, PathBounds> },
): KeyRange[] {
  const { field } = at;
  const own = at.bounds.get(field.path);
  if (own === undefined) return [];
  const before = Buffer.concat([index.prefix, ...prefix]);
  if (own.low === undefined && own.high === undefined && own.starts !== undefined) {
    return startRanges(before, field.descending, own.starts);
  }
  // In an array, one element may meet the lower bound and another one the upper bound.
  const used = index.multikey && own.low !== undefined ? { low: own.low, exactScalar: false } : own;
  const range = fieldRange(before, field, used);
  return range === undefined ? [] : [range];
}

/** The fields by which the entries are ordered: each ends with the `_id`, which therefore orders equal ones. */
function withId(index: Index): IndexField[] {
  return index.paths.includes("_id") ? index.fields : [...index.fields, { path: "_id", descending: false }];
}

/** Whether a walk along the index gives the order asked for, and in which direction. */
function sortOrder(
  index: Index,
  sort: Doc | undefined,
  walk: { pinned: number; covered: boolean },
): "forward" | "backward" | undefined {
  const wanted = sort === undefined ? [] : sortFields(sort);
  if (wanted.length === 0) return "forward";
  if (!walk.covered || index.multikey || index.inexact) return undefined;
  const pinnedPaths = new Set(index.paths.slice(0, walk.pinned));
  const fields = withId(index);
  let at = 0;
  let direction: 1 | -1 | undefined;
  for (const { path, direction: asked } of wanted) {
    if (pinnedPaths.has(path)) continue;
    while (at < fields.length && pinnedPaths.has(fields[at]!.path)) at += 1;
    const field = fields[at];
    // Nothing comes after a unique `_id`: further sort fields decide nothing.
    if (field === undefined) break;
    if (field.path !== path) return undefined;
    const along = (field.descending ? -1 : 1) * asked === 1 ? 1 : -1;
    if (direction !== undefined && direction !== along) return undefined;
    direction = along;
    at += 1;
  }
  return direction === -1 ? "backward" : "forward";
}

/** Whether the pinned fields are all there is to the filter. */
function allExact(index: Index, filter: Doc, at: { bounds: Map<string, PathBounds>; pinned: number }): boolean {
  const pinnedPaths = new Set(index.paths.slice(0, at.pinned));
  return Object.keys(filter).every((path) => pinnedPaths.has(path) && at.bounds.get(path)?.exactScalar === true);
}

function scoreOf(plan: Plan, use: { pinned: number; ranged: boolean; singlePoint: boolean; sorts: boolean }): number {
  const whole = use.pinned > 0 && use.pinned === plan.index.fields.length;
  let score = use.pinned * 100 + (use.ranged ? 40 : 0);
  // A unique value is found at once, whatever else could be used.
  if (whole && plan.index.unique) score += 1000;
  if (!use.singlePoint) score -= 10;
  if (use.sorts && plan.sorted) score += 70;
  // Where nothing is gained, the documents themselves are read in their own order.
  if (score > 0 && plan.index.primary) score += 1;
  return score;
}

function hintedIndex(collection: Collection, hint: unknown): Index | undefined {
  const all = [collection.primary, ...collection.indexes];
  const isPattern = typeof hint === "object" && hint !== null;
  if (isPattern && "$natural" in hint) return collection.primary;
  const found = all.find((index) => (isPattern ? equalValues(index.spec.key, hint) : index.name === hint));
  if (found === undefined) {
    throw new CommandError(
      2,
      "error processing query: planner returned error: hint provided does not correspond to an existing index",
    );
  }
  return found;
}
