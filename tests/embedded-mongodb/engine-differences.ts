import { type Database, failure, isExternal } from "./support.ts";

/**
 * What MongoDB says, and what a compatible engine that is no MongoDB says instead, case by case. A test of such a case
 * expects the one or the other, exactly, according to the engine it runs on. Whatever is not here must be as in MongoDB.
 */
const DIFFERENCES = {
  // Numbers of errors.
  "find: a field that no command has": { mongodb: 40415, instead: 2 },
  "find: a skip below 0": { mongodb: 51024, instead: 5107200 },
  "find: a limit that is text": { mongodb: 14, instead: 5107201 },
  "insert: no documents": { mongodb: 16, instead: 8 },
  "insert: an _id that is an array or a pattern": { mongodb: 53, instead: 2 },
  "getMore: a cursor that is text": { mongodb: 14, instead: 43 },
  "createIndexes: sparse and partial": { mongodb: 67, instead: 197 },
  // Refused by MongoDB.
  "find: a limit below 0": { mongodb: 51024, instead: "accepted" },
  "insert: deeper than 100 levels": { mongodb: 15, instead: "accepted" },
  "getMore: on another collection": { mongodb: 13, instead: "accepted" },
  "getMore: on a collection that was dropped": { mongodb: "refused", instead: "accepted" },
  "unique index: an element behind a repeated one": { mongodb: 11000, instead: "accepted" },
  "index: two arrays of one element": { mongodb: 171, instead: "accepted" },
  // Answers.
  "cursor: documents deleted below it": { mongodb: "left out", instead: "given" },
  "createIndexes: which values are not unique": {
    mongodb: { code: 11000, keyPattern: { b: 1 }, keyValue: { b: 1 } },
    instead: { code: 11000 },
  },
  "sort: an empty array": { mongodb: "before null", instead: "as null" },
} as const;

type Differences = typeof DIFFERENCES;
export type Expectation = <Case extends keyof Differences>(
  name: Case,
) => Differences[Case]["mongodb"] | Differences[Case]["instead"];

/**
 * Asks the engine behind a database one question that MongoDB and the embedded store answer alike, and gives what to
 * expect of it in each case of the table. The embedded store is never excused.
 */
export async function expectationsOf(database: Database): Promise<Expectation> {
  const first = "find: a field that no command has";
  const excused =
    isExternal && (await failure(database.command({ find: "rows", surprise: 1 }))).code === DIFFERENCES[first].instead;
  return (name) => (excused ? DIFFERENCES[name].instead : DIFFERENCES[name].mongodb);
}
