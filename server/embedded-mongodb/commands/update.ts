import { Int32 } from "bson";
import { insertDocument, type PreparedDocument, prepareDocument, replaceDocument } from "../storage/documents.ts";
import { PAUSE, type Pause } from "../storage/slice.ts";
import { type CompiledUpdate, compileUpdate, upsertSeed } from "../update/update.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc } from "../values/types.ts";
import { type CommandContext, collectionOf, ensureCollection } from "./context.ts";
import { optionalDoc, optionalDocs, optionalFlag, requiredDocs } from "./fields.ts";
import { checkStatementCount } from "./insert.ts";
import { hintOf } from "./read.ts";
import { eachTarget, type Target } from "./targets.ts";
import { runStatements, withErrors } from "./write-result.ts";

/** `update`: its statements one after the other. */
export function* update(context: CommandContext): Generator<Pause, Doc> {
  const { storage, body } = context;
  const statements = requiredDocs(body, "updates");
  checkStatementCount(statements.length);
  const tally = { n: 0, nModified: 0 };
  const upserted: Doc[] = [];
  const options = { ordered: optionalFlag(body, "ordered", true), slice: storage.slice };
  const errors = yield* runStatements(statements.length, options, function* (at) {
    const inserted = yield* updateStatement(context, statements[at]!, tally);
    if (inserted !== undefined) upserted.push({ index: new Int32(at), _id: inserted.doc._id });
  });
  const reply: Doc = { n: new Int32(tally.n), nModified: new Int32(tally.nModified) };
  if (upserted.length > 0) reply.upserted = upserted;
  return withErrors(reply, errors);
}

/** Reads what an update is to do. Throws CommandError 9 and what compiling throws. */
export function readUpdate(
  value: unknown,
  options: { arrayFilters?: Doc[] | undefined; upsert: boolean; filter: Doc },
): CompiledUpdate {
  if (!isDoc(value) && !Array.isArray(value)) {
    throw new CommandError(9, "Update argument must be either an object or an array");
  }
  const { arrayFilters, ...others } = options;
  return compileUpdate(value as Doc | Doc[], { ...(arrayFilters === undefined ? {} : { arrayFilters }), ...others });
}

function* updateStatement(
  context: CommandContext,
  statement: Doc,
  tally: { n: number; nModified: number },
): Generator<Pause, PreparedDocument | undefined> {
  const filter = optionalDoc(statement, "q");
  const upsert = optionalFlag(statement, "upsert");
  const multi = optionalFlag(statement, "multi");
  const compiled = readUpdate(statement.u, { arrayFilters: optionalDocs(statement, "arrayFilters"), upsert, filter });
  if (multi && compiled.replacement)
    throw new CommandError(9, "multi update is not supported for replacement-style update");
  const collection = collectionOf(context);
  let matched = 0;
  const target: Target = { collection, filter, sort: undefined, hint: hintOf(statement), multi };
  for (const hit of eachTarget(context.storage, target)) {
    if (hit === PAUSE) {
      yield hit;
      continue;
    }
    const after = compiled.apply(hit.doc, new Date(context.now()));
    const changed = replaceDocument(context.storage, collection!, { before: hit, after });
    matched += 1;
    tally.n += 1;
    if (changed) tally.nModified += 1;
  }
  if (matched > 0 || !upsert) return undefined;
  const inserted = insertByUpsert(context, filter, compiled);
  tally.n += 1;
  return inserted;
}

/** Inserts what an upsert makes of its filter and its update. */
export function insertByUpsert(context: CommandContext, filter: Doc, compiled: CompiledUpdate): PreparedDocument {
  const made = compiled.applyInsert(upsertSeed(filter), new Date(context.now()));
  const prepared = prepareDocument(made);
  insertDocument(context.storage, ensureCollection(context), prepared);
  return prepared;
}
