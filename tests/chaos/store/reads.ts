import { distinctOf, matches, orderBy } from "./model.ts";
import { aggregate } from "./model-pipeline.ts";
import { order, type Plain } from "./model-values.ts";
import type { Sides } from "./sides.ts";

type Verdict = Promise<string | undefined>;

export interface Find {
  filter: Plain;
  sort: Record<string, number>;
  limit?: number;
  skip?: number;
  hint?: string | undefined;
}

export function find(sides: Sides, { filter, sort, limit = 0, skip = 0, hint }: Find): Verdict {
  const command = (collection: string): Plain => ({ find: collection, filter, sort, limit, skip, batchSize: 1000 });
  return sides.compare({
    command: (collection) =>
      collection === "indexed" && hint !== undefined ? { ...command(collection), hint } : command(collection),
    answer: firstBatch,
    expected: () => {
      const right = sides.documents.filter((doc) => matches(filter, doc)).sort(orderBy(sort));
      return right.slice(skip, limit === 0 ? undefined : skip + limit);
    },
  });
}

export function aggregates(sides: Sides, pipeline: Plain[]): Verdict {
  const within = (collection: string): Plain[] =>
    pipeline.map((stage) =>
      stage.$lookup === undefined ? stage : { $lookup: { from: collection, ...(stage.$lookup as Plain) } },
    );
  return sides.compare({
    command: (collection) => ({ aggregate: collection, pipeline: within(collection), cursor: { batchSize: 1000 } }),
    answer: firstBatch,
    expected: () => aggregate(pipeline, sides.documents, sides.documents),
  });
}

export function counts(sides: Sides, query: Plain): Verdict {
  return sides.compare({
    command: (collection) => ({ count: collection, query }),
    answer: (reply) => Number(reply.n),
    expected: () => sides.documents.filter((doc) => matches(query, doc)).length,
  });
}

/** Which of several equal numbers is given depends on where it was met first: only the values count. */
export function distinct(sides: Sides, key: string, query: Plain): Verdict {
  const right = distinctOf(
    sides.documents.filter((doc) => matches(query, doc)),
    key,
  );
  return sides.compare({
    command: (collection) => ({ distinct: collection, key, query }),
    answer: (reply) => {
      const given = [...(reply.values as unknown[])].sort(order);
      const equal = given.length === right.length && given.every((value, at) => order(value, right[at]) === 0);
      return equal ? right : given;
    },
    expected: () => right,
  });
}

function firstBatch(reply: Plain): unknown {
  return (reply.cursor as { firstBatch: unknown }).firstBatch;
}
