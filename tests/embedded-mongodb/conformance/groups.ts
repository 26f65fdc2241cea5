import { nullAndMissing } from "./01-null-and-missing.ts";
import { arrays } from "./02-arrays.ts";
import { types } from "./03-types.ts";
import { values } from "./04-values.ts";
import { sorting } from "./05-sort.ts";
import { indexes } from "./06-indexes.ts";
import { updating } from "./07-updates.ts";
import { positions } from "./08-positions.ts";
import { upserts } from "./09-upserts.ts";
import { results } from "./10-results.ts";
import { unique } from "./11-unique.ts";
import { projection } from "./12-projection.ts";
import { aggregation } from "./13-aggregation.ts";
import { cursors } from "./14-cursors.ts";
import type { Group } from "./suite.ts";

/** Every group that is asked of any engine by its driver alone, in order. */
export const GROUPS: readonly Group[] = [
  nullAndMissing,
  arrays,
  types,
  values,
  sorting,
  indexes,
  updating,
  positions,
  upserts,
  results,
  unique,
  projection,
  aggregation,
  cursors,
];
