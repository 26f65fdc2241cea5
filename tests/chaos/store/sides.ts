import { EJSON } from "bson";
import type { Random } from "../../embedded-mongodb/random.ts";
import { INDEXES, UNIQUE_INDEXES } from "./choices.ts";
import { knownDifference } from "./known-differences.ts";
import { keysAt, matches } from "./model.ts";
import { Refused } from "./model-update.ts";
import { identical, isObject, orderLists, type Plain } from "./model-values.ts";
import { anyDocument, IDS, idOf } from "./values.ts";

/** Somewhere a command can be sent: the store, or another MongoDB. The numbers of the reply keep their types. */
export type Ask = (command: Plain) => Promise<Plain>;

/** The side without a unique index, which is not asked what only that index refuses. */
const PLAIN = "plain";

/** One operation: what is asked of each side, what of the reply counts, and what is right. */
export interface Question {
  command: (collection: string) => Plain;
  answer: (reply: Plain) => unknown;
  /** The right answer, or the error that is right; changes the documents of the model. */
  expected: () => unknown;
}

/** The collections that are compared, and what the model holds of them. */
export class Sides {
  /** Names of the indexes of the side that has some. */
  indexes: string[] = [];
  documents: Plain[] = [];
  private unique: Plain | undefined;
  private readonly run: { store: Ask; other?: Ask | undefined; skipped?: ((difference: string) => void) | undefined };

  constructor(run: Sides["run"]) {
    this.run = run;
  }

  async begin(random: Random): Promise<void> {
    this.unique = random.chance(0.6) ? random.pick(UNIQUE_INDEXES) : undefined;
    this.documents = [];
    for (let n = 0; n < IDS; n += 1) {
      const doc = anyDocument(random, idOf(random, n));
      if (random.chance(0.8) && !this.isTaken(doc) && !this.isSkipped({ insert: "", documents: [doc] })) {
        this.documents.push(doc);
      }
    }
    const chosen = INDEXES.filter(() => random.chance(0.5));
    if (this.unique !== undefined) chosen.push(this.unique);
    this.indexes = chosen.map((index) => String(index.name));
    await this.everywhere((collection) => ({ drop: collection }));
    await this.everywhere((collection) => ({ insert: collection, documents: this.documents }));
    // Also built from documents that are there, not only kept up to date.
    if (chosen.length > 0) await mustWork(this.run.store({ createIndexes: "indexed", indexes: chosen }));
    const { other } = this.run;
    if (other !== undefined && this.unique !== undefined) {
      await mustWork(other({ createIndexes: "other", indexes: [this.unique] }));
    }
  }

  /** Throws Refused if a document cannot stand beside the others, of which `before` is the one it replaces. */
  refuseTaken(doc: Plain, before?: Plain): void {
    if (this.isTaken(doc, before)) throw new Refused(11000);
  }

  private isTaken(doc: Plain, before?: Plain): boolean {
    const others = this.documents.filter((other) => other !== before);
    if (others.some((other) => identicalKey([other._id], [doc._id]))) return true;
    const keys = this.uniqueKeys(doc);
    return keys.length > 0 && others.some((other) => this.uniqueKeys(other).some((key) => keys.some(sameAs(key))));
  }

  private uniqueKeys(doc: Plain): unknown[][] {
    if (this.unique === undefined) return [];
    const { key, sparse, partialFilterExpression } = this.unique;
    const paths = Object.keys(key as Plain);
    if (sparse === true && paths.every((path) => doc[path] === undefined)) return [];
    if (partialFilterExpression !== undefined && !matches(partialFilterExpression as Plain, doc)) return [];
    // Of several paths none holds an array here.
    const [first = "", second] = paths;
    return keysAt(doc, first).map((one) => (second === undefined ? [one] : [one, [doc[second]]]));
  }

  private isSkipped(command: Plain): boolean {
    const difference = this.run.other === undefined ? undefined : knownDifference(command, this.documents, this.unique);
    if (difference !== undefined) this.run.skipped?.(difference);
    return difference !== undefined;
  }

  /** Asks every side, and says what is wrong with the first reply that is not right. */
  async compare({ command, answer, expected }: Question): Promise<string | undefined> {
    if (this.isSkipped(command("other"))) return undefined;
    const before = this.documents;
    let right: unknown;
    let refused: number | undefined;
    try {
      right = expected();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = error.code;
      this.documents = before;
    }
    const onlyByIndex = refused === 11000;
    const replies = await this.everywhere(command, onlyByIndex);
    for (const [side, reply] of replies) {
      const code = codeOf(reply);
      const given = code === undefined ? answer(reply) : `error ${code}: ${messageOf(reply)}`;
      const agrees =
        refused === undefined
          ? code === undefined && same(given, right, side === "other")
          : code !== undefined && (code === refused || (side === "other" && refused !== 11000));
      if (!agrees) {
        const [wanted, got] =
          refused === undefined ? firstUnequal(right, given, side === "other") : [`error ${refused}`, given];
        return `${side} [${this.indexes}] ${shown(command(side))}\n  right: ${shown(wanted)}\n  given: ${shown(got)}`;
      }
    }
    return undefined;
  }

  private async everywhere(command: (collection: string) => Plain, withoutPlain = false): Promise<[string, Plain][]> {
    const { store, other } = this.run;
    const asked: [string, Ask | undefined][] = [
      ["indexed", store],
      [PLAIN, withoutPlain ? undefined : store],
      ["other", other],
    ];
    const sides = asked.flatMap(([side, ask]) => (ask === undefined ? [] : [{ side, ask }]));
    return Promise.all(sides.map(async ({ side, ask }): Promise<[string, Plain]> => [side, await ask(command(side))]));
  }
}

async function mustWork(reply: Promise<Plain>): Promise<void> {
  const code = codeOf(await reply);
  if (code !== undefined) throw new Error(`it was refused: ${shown(await reply)}`);
}

function codeOf(reply: Plain): number | undefined {
  const [first] = (reply.writeErrors ?? []) as { code: unknown }[];
  const isError = first !== undefined || Number(reply.ok) !== 1;
  return isError ? Number((first ?? (reply as { code?: unknown })).code) : undefined;
}

function messageOf({ errmsg, writeErrors }: Plain): string {
  return String(errmsg ?? (writeErrors as { errmsg?: unknown }[] | undefined)?.[0]?.errmsg);
}

const identicalKey = (a: unknown[], b: unknown[]): boolean => orderLists(a, b) === 0;
const sameAs =
  (key: unknown[]) =>
  (other: unknown[]): boolean =>
    orderLists(key, other) === 0;

/** Of another engine the order of top-level fields does not count: not every one keeps MongoDB's. */
function same(given: unknown, right: unknown, anyOrder: boolean): boolean {
  if (!anyOrder) return identical(given, right);
  const ordered = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(ordered);
    return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  };
  return identical(ordered(given), ordered(right));
}

/** Of two lists what follows the first difference: enough to see what is wrong. */
function firstUnequal(right: unknown, given: unknown, anyOrder: boolean): [unknown, unknown] {
  if (!Array.isArray(right) || !Array.isArray(given)) return [right, given];
  const at = right.findIndex((one, place) => !same(given[place], one, anyOrder));
  const from = at < 0 ? right.length : at;
  return [right.slice(from, from + 2), given.slice(from, from + 2)];
}

/** With the types of the numbers. */
function shown(part: unknown): string {
  const text = EJSON.stringify({ part }, { relaxed: false }).slice('{"part":'.length, -1);
  const short = text.replaceAll(/\{"\$numberInt":"(-?\d+)"\}/g, "$1").replaceAll(/x{9,}/g, "x…");
  return short.slice(0, 2500);
}
