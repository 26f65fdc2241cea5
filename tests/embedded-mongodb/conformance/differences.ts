import { type Database, failure } from "../support.ts";

/** What a compatible engine that is no MongoDB answers instead, and why. */
interface Difference {
  gives: unknown;
  because: string;
}

/** By group and name of the case. The embedded store is never excused. */
const EMPTY_ARRAYS = "its documentation: an empty array sorts as null, not before it";
const NUMBERS = "its documentation: some numbers of errors differ";

const DIFFERENCES: Readonly<Record<string, Difference>> = {
  "5 an array counts by its least element": { gives: [4, 5, 7, 3, 1, 2, 6], because: EMPTY_ARRAYS },
  "5 an array counts by its least element, by an index": { gives: [4, 5, 7, 3, 1, 2, 6], because: EMPTY_ARRAYS },
  "7 an empty part of a path": { gives: { code: 2 }, because: NUMBERS },
  "7 $rename to itself": { gives: { code: 40 }, because: NUMBERS },
  "7 $pull by a pattern": { gives: { a: ["ab", "b", 1] }, because: "seen here: a pattern is compared as a value" },
  "7 $pop of a number": { gives: { code: 2 }, because: NUMBERS },
  "7 new fields come by name, numbers by value": {
    gives: ["_id", "z", "c", "a", "b"],
    because: "its documentation: $set adds several new fields in the order given, not by name",
  },
  "8 $: an upsert that finds nothing is refused": {
    gives: { code: 28 },
    because: NUMBERS,
  },
  "8 elements: $[] of a number": { gives: { code: 28 }, because: NUMBERS },
  "8 elements: a name with a capital": { gives: { a: [0] }, because: "seen here: any name of a filter is taken" },
  "12 left out and kept": { gives: { code: 31254 }, because: NUMBERS },
  "12 a path and its beginning": { gives: { code: 8 }, because: NUMBERS },
  "12 positional: where nothing goes through an array": { gives: { code: 8 }, because: NUMBERS },
  "12 positional: two of them": { gives: { code: 8 }, because: NUMBERS },
  "12 $slice of a text": { gives: { code: 8 }, because: NUMBERS },
  "13 $count of nothing is nothing": { gives: [{ c: 0 }], because: "seen here: it counts nothing as 0" },
  "13 is refused: a skip below 0": { gives: { code: 5107200 }, because: NUMBERS },
  "13 is refused: a count without a name": { gives: { code: 40156 }, because: NUMBERS },
};

/** @returns what that engine answers instead; undefined where it must answer as MongoDB does */
export function differenceOf(group: number, name: string): Difference | undefined {
  return DIFFERENCES[`${group} ${name}`];
}

/** Every case that is excused, for the table of the suite. */
export const EXCUSED: readonly string[] = Object.keys(DIFFERENCES);

/** @returns whether the engine is the one that the table is of: it tells by one number of an error */
export async function isExcused(database: Database): Promise<boolean> {
  return (await failure(database.command({ find: "rows", surprise: 1 }))).code === 2;
}
