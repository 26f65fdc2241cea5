import type { Doc } from "../values/decode.ts";

/** What a stage may ask for while it runs: the time of the command, and the documents of another collection. */
export type StageContext = { now: Date; lookup(collection: string): Iterable<Doc> };

/** A compiled stage: documents in, documents out, without changing the ones it is given. */
export type Stage = (input: Iterable<Doc>, context: StageContext) => Iterable<Doc>;
