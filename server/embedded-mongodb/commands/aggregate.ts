import { Int32 } from "bson";
import { compilePipeline } from "../pipeline/pipeline.ts";
import { type Selection, select } from "../storage/query.ts";
import { PAUSE, type Pause } from "../storage/slice.ts";
import { type Doc, encode } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc } from "../values/types.ts";
import { type CommandContext, collectionOf, namespaceOf } from "./context.ts";
import { optionalCount, optionalDoc, requiredDocs } from "./fields.ts";
import { countHits, firstBatch, hintOf } from "./read.ts";

const FIRST_BATCH = 101;

/** `aggregate`. A count of documents, which the driver sends as a pipeline, is counted in slices. */
export function* aggregate(context: CommandContext): Generator<Pause, Buffer> {
  const { body } = context;
  if (typeof body.aggregate !== "string") throw new CommandError(115, "aggregate needs a collection in this server");
  const stages = requiredDocs(body, "pipeline");
  if (body.cursor === undefined) throw new CommandError(9, "The 'cursor' option is required");
  const batchSize = optionalCount(optionalDoc(body, "cursor"), "batchSize") ?? FIRST_BATCH;
  namespaceOf(context);
  const counted = countOf(stages);
  if (counted !== undefined) {
    const hits = select(context.storage, collectionOf(context), { ...counted.selection, hint: hintOf(body) });
    const n = yield* countHits(hits);
    const results = n === 0 ? [] : [encode({ _id: counted.group, n: new Int32(n) })];
    return yield* firstBatch(context, results, { batchSize });
  }
  return yield* firstBatch(context, results(context, stages), { batchSize });
}

/** Reads what the pipeline begins with through the planner; the rest of the pipeline is its own business. */
function results(context: CommandContext, stages: Doc[]): Iterable<Uint8Array | Pause> {
  const pipeline = compilePipeline(stages);
  const filter = pipeline.leadingMatch ?? {};
  const after = stages.slice(pipeline.leadingMatch === undefined ? 0 : 1);
  const selection: Selection = { filter, hint: hintOf(context.body), ...leadingOrder(after) };
  const input = withoutPauses(context, collectionOf(context), selection);
  const lookup = (name: string): Iterable<Doc> =>
    withoutPauses(context, context.storage.catalogue.find(`${context.database}.${name}`), { filter: {} });
  return sliced(context, pipeline.run(input, lookup));
}

/**
 * Of a pipeline that goes on with `$sort` and `$limit` only the first documents are read, in their order, along an index
 * if there is one. The stages themselves stay, and do the same again with the few that are left.
 */
function leadingOrder(stages: Doc[]): Pick<Selection, "sort" | "limit"> {
  const sort = stages[0]?.$sort;
  const limit = Number(stages[1]?.$limit);
  if (!isDoc(sort) || !Number.isInteger(limit) || limit < 1) return {};
  return { sort, limit };
}

function* withoutPauses(
  { storage }: CommandContext,
  collection: ReturnType<typeof collectionOf>,
  selection: Selection,
): Generator<Doc> {
  for (const hit of select(storage, collection, selection)) {
    // A stage asks for its input synchronously, so there is no way to let others pass here.
    if (hit === PAUSE) storage.slice.restart();
    else yield hit.doc;
  }
}

/** Pauses between results. What a stage must hold together, such as a group, is made in one go. */
function* sliced({ storage }: CommandContext, docs: Iterable<Doc>): Generator<Uint8Array | Pause> {
  for (const doc of docs) {
    yield encode(doc);
    if (storage.slice.expired) yield PAUSE;
  }
}

/** `[$match]? [$skip]? [$limit]? {$group: {_id: 1, n: {$sum: 1}}}`: what countDocuments sends. */
function countOf(stages: Doc[]): { selection: Selection; group: unknown } | undefined {
  const last = stages.at(-1)?.$group;
  if (!isDoc(last) || Object.keys(last).join() !== "_id,n") return undefined;
  const sum = last.n;
  if (!isDoc(sum) || Object.keys(sum).join() !== "$sum" || Number(sum.$sum) !== 1) return undefined;
  if (!(last._id === null || Number(last._id) === 1)) return undefined;
  const selection: Selection = { filter: {} };
  const order = ["$match", "$skip", "$limit"];
  let at = 0;
  for (const stage of stages.slice(0, -1)) {
    const [name] = Object.keys(stage);
    const place = order.indexOf(name ?? "", at);
    if (place < 0 || Object.keys(stage).length !== 1) return undefined;
    at = place + 1;
    if (name === "$match") {
      if (!isDoc(stage.$match)) return undefined;
      selection.filter = stage.$match;
    } else {
      const number = Number(stage[name!]);
      if (!Number.isInteger(number) || number < (name === "$limit" ? 1 : 0)) return undefined;
      if (name === "$skip") selection.skip = number;
      else selection.limit = number;
    }
  }
  return { selection, group: last._id };
}
