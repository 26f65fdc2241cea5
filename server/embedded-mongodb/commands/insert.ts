import { Int32 } from "bson";
import { insertDocument, prepareDocument } from "../storage/documents.ts";
import type { Pause } from "../storage/slice.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { type CommandContext, ensureCollection } from "./context.ts";
import { optionalFlag, requiredDocs } from "./fields.ts";
import { runStatements, withErrors } from "./write-result.ts";

const MAX_STATEMENTS = 100_000;

/** Throws CommandError 16 unless the number of statements is one that MongoDB takes. */
export function checkStatementCount(count: number): void {
  if (count >= 1 && count <= MAX_STATEMENTS) return;
  throw new CommandError(16, `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${count} operations.`);
}

/** `insert`. */
export function* insert(context: CommandContext): Generator<Pause, Doc> {
  const { storage, body } = context;
  const documents = requiredDocs(body, "documents");
  checkStatementCount(documents.length);
  const raw = context.raw.get("documents");
  let n = 0;
  const options = { ordered: optionalFlag(body, "ordered", true), slice: storage.slice };
  const errors = yield* runStatements(documents.length, options, (at) => {
    const prepared = prepareDocument(documents[at]!, raw?.[at]);
    insertDocument(storage, ensureCollection(context), prepared);
    n += 1;
    return undefined;
  });
  return withErrors({ n: new Int32(n) }, errors);
}
