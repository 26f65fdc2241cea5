import { Int32 } from "bson";
import { compileFindProjection } from "../query/positional-projection.ts";
import { type Cursor, nextBatch } from "../storage/cursors.ts";
import { type Selection, select } from "../storage/query.ts";
import type { Hit } from "../storage/scan.ts";
import { PAUSE, type Pause } from "../storage/slice.ts";
import { type Doc, encode } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isNumber } from "../values/types.ts";
import { batchReply } from "../wire/batch-reply.ts";
import { type CommandContext, collectionOf, namespaceOf } from "./context.ts";
import { int64, optionalCount, optionalDoc, optionalFlag, requiredString } from "./fields.ts";

const FIRST_BATCH = 101;

/** `find`. */
export function* find(context: CommandContext): Generator<Pause, Buffer> {
  const { body } = context;
  const selection: Selection = {
    filter: optionalDoc(body, "filter"),
    sort: optionalDoc(body, "sort"),
    hint: hintOf(body),
    skip: optionalCount(body, "skip") ?? 0,
    limit: optionalCount(body, "limit") ?? 0,
  };
  const projection = optionalDoc(body, "projection");
  const project =
    Object.keys(projection).length === 0 ? undefined : compileFindProjection(projection, selection.filter);
  const hits = select(context.storage, collectionOf(context), selection);
  const singleBatch = optionalFlag(body, "singleBatch");
  const batchSize = optionalCount(body, "batchSize") ?? (singleBatch ? Number.POSITIVE_INFINITY : FIRST_BATCH);
  return yield* firstBatch(context, encoded(hits, project), { batchSize, singleBatch });
}

/** The hint of a command, or undefined; an empty one is none. */
export function hintOf(body: Doc): unknown {
  const hint = body.hint;
  if (hint === undefined || hint === null || hint === "") return undefined;
  if (typeof hint === "string") return hint;
  const pattern = optionalDoc(body, "hint");
  return Object.keys(pattern).length === 0 ? undefined : pattern;
}

function* encoded(hits: Iterable<Hit | Pause>, project?: (doc: Doc) => Doc): Generator<Uint8Array | Pause> {
  for (const hit of hits) {
    if (hit === PAUSE) yield hit;
    else yield project === undefined ? hit.bytes : encode(project(hit.doc));
  }
}

/** Opens a cursor over results and answers with its first batch. */
export function* firstBatch(
  context: CommandContext,
  results: Iterable<Uint8Array | Pause>,
  options: { batchSize: number; singleBatch?: boolean; namespace?: string },
): Generator<Pause, Buffer> {
  const namespace = options.namespace ?? namespaceOf(context);
  const cursor = context.cursors.create(namespace, context.connectionId, results);
  const documents = yield* nextBatch(cursor, options.batchSize);
  if (options.singleBatch === true) cursor.exhausted = true;
  const cursorId = context.cursors.keep(cursor, context.now());
  return batchReply({ field: "firstBatch", documents, cursorId, namespace });
}

/** `getMore`. A failure ends the cursor. */
export function* getMore(context: CommandContext): Generator<Pause, Buffer> {
  const { body, cursors } = context;
  const namespace = `${context.database}.${requiredString(body, "collection")}`;
  const size = optionalCount(body, "batchSize");
  const cursor: Cursor = cursors.get(int64(body.getMore, "getMore"), namespace);
  cursor.connectionId = context.connectionId;
  try {
    const documents = yield* nextBatch(cursor, size === undefined || size === 0 ? Number.POSITIVE_INFINITY : size);
    const cursorId = cursors.keep(cursor, context.now());
    return batchReply({ field: "nextBatch", documents, cursorId, namespace });
  } catch (error) {
    cursors.kill(cursor.id);
    throw error;
  }
}

/** `killCursors`. */
export function killCursors({ body, cursors }: CommandContext): Doc {
  const ids = body.cursors;
  if (!Array.isArray(ids)) throw new CommandError(14, "BSON field 'killCursors.cursors' is the wrong type");
  const cursorsKilled: unknown[] = [];
  const cursorsNotFound: unknown[] = [];
  for (const id of ids) (cursors.kill(int64(id, "cursors")) ? cursorsKilled : cursorsNotFound).push(id);
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
}

/** `count`. */
export function* count(context: CommandContext): Generator<Pause, Doc> {
  const { body } = context;
  const selection: Selection = {
    filter: optionalDoc(body, "query"),
    hint: hintOf(body),
    skip: optionalCount(body, "skip") ?? 0,
    limit: Math.abs(countLimit(body)),
  };
  return { n: new Int32(yield* countHits(select(context.storage, collectionOf(context), selection))) };
}

/** The limit of `count`, where a negative one counts as its amount. */
function countLimit(body: Doc): number {
  const value = body.limit;
  if (value === undefined || value === null) return 0;
  if (!isNumber(value)) throw new CommandError(14, "BSON field 'count.limit' is the wrong type");
  return Math.trunc(Number(value));
}

/** How many documents a selection has. */
export function* countHits(hits: Iterable<Hit | Pause>): Generator<Pause, number> {
  let n = 0;
  for (const hit of hits) {
    if (hit === PAUSE) yield hit;
    else n += 1;
  }
  return n;
}
