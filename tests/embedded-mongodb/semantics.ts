import { serialize } from "bson";
import { expect } from "vitest";
import { compilePipeline } from "../../server/embedded-mongodb/pipeline/pipeline.ts";
import { compileFilter } from "../../server/embedded-mongodb/query/filter.ts";
import { compileUpdate } from "../../server/embedded-mongodb/update/update.ts";
import { type Doc, decode, encode } from "../../server/embedded-mongodb/values/decode.ts";
import { CommandError } from "../../server/embedded-mongodb/values/errors.ts";

export const NOW = new Date("2026-03-01T12:00:00.000Z");

/** A document as the store would decode it after it travelled: JavaScript numbers become int32 or double. */
export function stored(doc: Doc): Doc {
  return decode(serialize(doc, { ignoreUndefined: true }));
}

/** Whether a filter matches a document. */
export function matches(filter: Doc, doc: Doc): boolean {
  return compileFilter(stored(filter)).test(stored(doc));
}

/** The document after an update, with ordinary JavaScript numbers. Checks that the original is left alone. */
export function updated(doc: Doc, update: Doc, arrayFilters?: Doc[]): Doc {
  const before = stored(doc);
  const options = arrayFilters === undefined ? {} : { arrayFilters: arrayFilters.map(stored) };
  const after = compileUpdate(stored(update), options).apply(before, NOW);
  expect(encode(before)).toEqual(encode(stored(doc)));
  return plain(after);
}

/** A copy with ordinary JavaScript numbers, for comparing. */
export function plain(doc: Doc): Doc {
  return numbersOf(doc) as Doc;
}

function numbersOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(numbersOf);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, numbersOf(inner)]));
  }
  const type = (value as { _bsontype?: string })._bsontype;
  return type === "Int32" || type === "Double" || type === "Long" ? Number(value) : value;
}

/** The documents a pipeline gives, with ordinary JavaScript numbers; `others` are the other collections. */
export function aggregated(stages: Doc[], docs: Doc[], others: Record<string, Doc[]> = {}): Doc[] {
  const pipeline = compilePipeline(stages.map(stored));
  const { leadingMatch } = pipeline;
  const input = docs.map(stored);
  const matching = leadingMatch === undefined ? input : input.filter(compileFilter(leadingMatch).test);
  return [...pipeline.run(matching, (name) => (others[name] ?? []).map(stored))].map(plain);
}

/** The number of the CommandError that a function throws; fails if it throws none. */
export function codeOf(run: () => unknown): number {
  try {
    run();
  } catch (error) {
    if (error instanceof CommandError) return error.code;
    throw error;
  }
  throw new Error("expected a CommandError");
}
