import { isDeepStrictEqual } from "node:util";
import { type Random, seededRandom } from "../../embedded-mongodb/random.ts";
import { anyDocument, anyFilter, anySort, anyUpdate, INDEXES } from "./choices.ts";
import { withoutKnownDifferences } from "./known-differences.ts";
import { matches, orderBy, type Plain, update } from "./model.ts";

/** Somewhere a command can be sent: the store, or another MongoDB. The reply has ordinary numbers. */
export type Ask = (command: Plain) => Promise<Plain>;

export interface Run {
  operations: number;
  seed: number;
  store: Ask;
  /** Another engine that is asked the same, if there is one. */
  other?: Ask | undefined;
  /** Says what is wrong within the store, if anything: its indexes against its documents. */
  inspect?: (() => string | undefined) | undefined;
}

/** Documents stay few, so that an operation is quick; the choice of indexes changes as often. */
const DOCUMENTS = 60;
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
      const wrong = done === 0 ? undefined : (run.inspect?.() ?? (await sides.find({}, { _id: 1 }, {})));
      if (wrong !== undefined) return `seed ${run.seed}, before operation ${done}: ${wrong}`;
      await sides.begin(random);
    }
    const wrong = await operation(random, sides);
    if (wrong !== undefined) return `seed ${run.seed}, operation ${done}: ${wrong}`;
  }
  return undefined;
}

function operation(random: Random, sides: Sides): Promise<string | undefined> {
  const kind = random.int(10);
  const any = { filter: anyFilter(random), sort: anySort(random) };
  const { filter, sort } = sides.comparesEngines ? withoutKnownDifferences(any) : any;
  if (kind < 7) {
    const hint = random.chance(0.3) ? random.pick(sides.indexes) : undefined;
    return sides.find(filter, sort, { limit: random.pick([0, 0, 3]), skip: random.pick([0, 0, 2]), hint });
  }
  if (kind === 7) return sides.insert(anyDocument(random, random.int(DOCUMENTS)));
  if (kind === 8 && random.chance(0.5)) return sides.modify(filter, { remove: true }, sort);
  return sides.modify(filter, { update: anyUpdate(random), new: true }, sort);
}

class Sides {
  indexes: string[] = [];
  private documents: Plain[] = [];
  private readonly run: Run;

  constructor(run: Run) {
    this.run = run;
  }

  get comparesEngines(): boolean {
    return this.run.other !== undefined;
  }

  async begin(random: Random): Promise<void> {
    this.documents = Array.from({ length: DOCUMENTS }, (_, _id) => anyDocument(random, _id));
    const chosen = INDEXES.filter(() => random.chance(0.6));
    this.indexes = chosen.map((index) => String(index.name));
    await this.everywhere((collection) => ({ drop: collection }));
    await this.everywhere((collection) => ({ insert: collection, documents: this.documents }));
    // Also built from documents that are there, not only kept up to date.
    if (chosen.length > 0) await this.run.store({ createIndexes: "indexed", indexes: chosen });
  }

  find(filter: Plain, sort: Record<string, number>, how: { limit?: number; skip?: number; hint?: string | undefined }) {
    const { limit = 0, skip = 0, hint } = how;
    const right = this.documents.filter((doc) => matches(filter, doc)).sort(orderBy(sort));
    const expected = right.slice(skip, limit === 0 ? undefined : skip + limit);
    const command = (collection: string): Plain => ({ find: collection, filter, sort, limit, skip, batchSize: 1000 });
    return this.compare(
      (collection) =>
        collection === "indexed" && hint !== undefined ? { ...command(collection), hint } : command(collection),
      (reply) => (reply.cursor as { firstBatch: unknown } | undefined)?.firstBatch,
      expected,
    );
  }

  insert(doc: Plain): Promise<string | undefined> {
    const taken = this.documents.some(({ _id }) => _id === doc._id);
    if (!taken) this.documents.push(doc);
    return this.compare(
      (collection) => ({ insert: collection, documents: [doc] }),
      (reply) => reply.n,
      taken ? 0 : 1,
    );
  }

  /** On the first in the order, so that every side takes the same one. */
  modify(query: Plain, action: Plain, sort: Record<string, number>): Promise<string | undefined> {
    const [before] = this.documents.filter((doc) => matches(query, doc)).sort(orderBy(sort));
    let expected: Plain | null = before ?? null;
    if (before !== undefined) {
      const at = this.documents.indexOf(before);
      if (action.update === undefined) this.documents.splice(at, 1);
      else {
        expected = update(before, action.update as Plain);
        this.documents[at] = expected;
      }
    }
    const command = (collection: string): Plain => ({ findAndModify: collection, query, sort, ...action });
    return this.compare(command, (reply) => reply.value ?? null, expected);
  }

  private async compare(
    command: (collection: string) => Plain,
    answer: (reply: Plain) => unknown,
    expected: unknown,
  ): Promise<string | undefined> {
    const replies = await this.everywhere(command);
    for (const [side, reply] of replies) {
      const given = reply.ok === 1 ? answer(reply) : reply.errmsg;
      if (!sameDocuments(given, expected)) {
        const shown = (part: unknown): string =>
          (JSON.stringify(part) ?? "nothing").replaceAll(/x{9,}/g, "x…").slice(0, 1500);
        return `${side} [${this.indexes}] ${shown(command(side))}\n  right: ${shown(expected)}\n  given: ${shown(given)}`;
      }
    }
    return undefined;
  }

  private async everywhere(command: (collection: string) => Plain): Promise<[string, Plain][]> {
    const { store, other } = this.run;
    const asked: [string, Ask | undefined][] = [
      ["indexed", store],
      ["plain", store],
      ["other", other],
    ];
    const sides = asked.flatMap(([side, ask]) => (ask === undefined ? [] : [{ side, ask }]));
    return Promise.all(sides.map(async ({ side, ask }): Promise<[string, Plain]> => [side, await ask(command(side))]));
  }
}

/** With the order of fields, which a deep comparison ignores. */
function sameDocuments(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b) && JSON.stringify(a) === JSON.stringify(b);
}
