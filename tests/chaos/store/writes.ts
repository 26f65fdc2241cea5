import { matches, orderBy } from "./model.ts";
import { inserted, update } from "./model-update.ts";
import { identical, type Plain } from "./model-values.ts";
import type { Sides } from "./sides.ts";

type Verdict = Promise<string | undefined>;

export function insert(sides: Sides, doc: Plain): Verdict {
  return sides.compare({
    command: (collection) => ({ insert: collection, documents: [doc] }),
    answer: (reply) => Number(reply.n),
    expected: () => {
      sides.refuseTaken(doc);
      sides.documents = [...sides.documents, doc];
      return 1;
    },
  });
}

export interface Modify {
  query: Plain;
  sort: Record<string, number>;
  update?: Plain;
  new?: boolean;
  remove?: boolean;
}

/** `findAndModify`, on the first in the order, so that every side takes the same one. */
export function modify(sides: Sides, { query, sort, ...action }: Modify): Verdict {
  return sides.compare({
    command: (collection) => ({ findAndModify: collection, query, sort, ...action }),
    answer: (reply) => reply.value ?? null,
    expected: () => {
      const [before] = sides.documents.filter((doc) => matches(query, doc)).sort(orderBy(sort));
      if (before === undefined) return null;
      if (action.update === undefined) {
        replace(sides, before, []);
        return before;
      }
      const after = update(before, action.update);
      sides.refuseTaken(after, before);
      replace(sides, before, [after]);
      return action.new === true ? after : before;
    },
  });
}

export interface Upsert {
  query: Plain;
  change: Plain;
  /** By `update`, not by `findAndModify`. */
  byCommand: boolean;
}

export function upsert(sides: Sides, { query, change, byCommand }: Upsert): Verdict {
  const known = sides.documents.find((doc) => matches(query, doc));
  const done = (): { after: Plain; modified: boolean } => {
    const after = known === undefined ? inserted(query, change) : update(known, change);
    sides.refuseTaken(after, known);
    if (known === undefined) sides.documents = [...sides.documents, after];
    else replace(sides, known, [after]);
    return { after, modified: known !== undefined && !identical(known, after) };
  };
  return byCommand
    ? sides.compare({
        command: (collection) => ({ update: collection, updates: [{ q: query, u: change, upsert: true }] }),
        answer: ({ n, nModified, upserted }) => `${n} ${nModified} ${upserted === undefined ? "" : "inserted"}`,
        expected: () => `1 ${done().modified ? 1 : 0} ${known === undefined ? "inserted" : ""}`,
      })
    : sides.compare({
        command: (collection) => ({ findAndModify: collection, query, update: change, upsert: true, new: true }),
        answer: (reply) => reply.value ?? null,
        expected: () => done().after,
      });
}

/** Updates, or deletes if there is no change, all that match. */
export function changeMany(sides: Sides, q: Plain, change: Plain | undefined): Verdict {
  const met = sides.documents.filter((doc) => matches(q, doc));
  if (change === undefined) {
    return sides.compare({
      command: (collection) => ({ delete: collection, deletes: [{ q, limit: 0 }] }),
      answer: (reply) => Number(reply.n),
      expected: () => {
        sides.documents = sides.documents.filter((doc) => !met.includes(doc));
        return met.length;
      },
    });
  }
  return sides.compare({
    command: (collection) => ({ update: collection, updates: [{ q, u: change, multi: true }] }),
    answer: ({ n, nModified }) => `${n} ${nModified}`,
    expected: () => {
      const changed = new Map(met.map((doc) => [doc, update(doc, change)]));
      const modified = [...changed].filter(([before, after]) => !identical(before, after));
      sides.documents = sides.documents.map((doc) => changed.get(doc) ?? doc);
      return `${met.length} ${modified.length}`;
    },
  });
}

function replace(sides: Sides, before: Plain, after: Plain[]): void {
  sides.documents = sides.documents.flatMap((doc) => (doc === before ? after : [doc]));
}
