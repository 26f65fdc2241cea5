import { Int32 } from "bson";
import { removeDocument } from "../storage/documents.ts";
import { PAUSE, type Pause } from "../storage/slice.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { type CommandContext, collectionOf } from "./context.ts";
import { optionalCount, optionalDoc, optionalFlag, requiredDocs } from "./fields.ts";
import { checkStatementCount } from "./insert.ts";
import { hintOf } from "./read.ts";
import { eachTarget } from "./targets.ts";
import { runStatements, withErrors } from "./write-result.ts";

/** `delete`: its statements one after the other. */
export function* remove(context: CommandContext): Generator<Pause, Doc> {
  const { storage, body } = context;
  const statements = requiredDocs(body, "deletes");
  checkStatementCount(statements.length);
  let n = 0;
  const options = { ordered: optionalFlag(body, "ordered", true), slice: storage.slice };
  const errors = yield* runStatements(statements.length, options, function* (at) {
    const statement = statements[at]!;
    const limit = optionalCount(statement, "limit");
    if (limit !== 0 && limit !== 1) {
      throw new CommandError(9, "The limit field in delete objects must be 0 or 1");
    }
    const collection = collectionOf(context);
    const target = {
      collection,
      filter: optionalDoc(statement, "q"),
      sort: undefined,
      hint: hintOf(statement),
      multi: limit === 0,
    };
    for (const hit of eachTarget(storage, target)) {
      if (hit === PAUSE) {
        yield hit;
        continue;
      }
      removeDocument(storage, collection!, hit);
      n += 1;
    }
  });
  return withErrors({ n: new Int32(n) }, errors);
}
