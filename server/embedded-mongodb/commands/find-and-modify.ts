import { Int32 } from "bson";
import { compileFindProjection } from "../query/positional-projection.ts";
import { prepareDocument, removeDocument, replaceDocument } from "../storage/documents.ts";
import type { Hit } from "../storage/scan.ts";
import { PAUSE, type Pause } from "../storage/slice.ts";
import type { CompiledUpdate } from "../update/update.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { type CommandContext, collectionOf } from "./context.ts";
import { optionalDoc, optionalDocs, optionalFlag } from "./fields.ts";
import { hintOf } from "./read.ts";
import { eachTarget, type Target } from "./targets.ts";
import { insertByUpsert, readUpdate } from "./update.ts";

/** What a findAndModify asks for besides which document. */
interface Wish {
  /** Undefined: remove the document. */
  compiled: CompiledUpdate | undefined;
  upsert: boolean;
  wantsNew: boolean;
  project: (doc: Doc) => Doc;
}

/** `findAndModify`: finds one document and changes it, as one step. */
export function* findAndModify(context: CommandContext): Generator<Pause, Doc> {
  const { storage, body } = context;
  const wish = readWish(body);
  const target: Target = {
    collection: collectionOf(context),
    filter: optionalDoc(body, "query"),
    sort: optionalDoc(body, "sort"),
    hint: hintOf(body),
    multi: false,
  };
  for (const hit of eachTarget(storage, target)) {
    if (hit === PAUSE) yield hit;
    else return change(context, target, { hit, wish });
  }
  if (wish.compiled === undefined) return { lastErrorObject: { n: new Int32(0) }, value: null };
  const last = { n: new Int32(0), updatedExisting: false };
  if (!wish.upsert) return { lastErrorObject: last, value: null };
  const { doc } = insertByUpsert(context, target.filter, wish.compiled);
  return {
    lastErrorObject: { ...last, n: new Int32(1), upserted: doc._id },
    value: wish.wantsNew ? wish.project(doc) : null,
  };
}

function readWish(body: Doc): Wish {
  const removes = optionalFlag(body, "remove");
  const upsert = optionalFlag(body, "upsert");
  const wantsNew = optionalFlag(body, "new");
  if (removes && (body.update !== undefined || upsert || wantsNew)) {
    throw new CommandError(9, "Cannot specify both remove=true and an update, upsert or new=true");
  }
  if (!removes && body.update === undefined) {
    throw new CommandError(9, "Either an update or remove=true must be specified");
  }
  const fields = optionalDoc(body, "fields");
  const arrayFilters = optionalDocs(body, "arrayFilters");
  return {
    compiled: removes
      ? undefined
      : readUpdate(body.update, { arrayFilters, upsert, filter: optionalDoc(body, "query") }),
    upsert,
    wantsNew,
    project:
      Object.keys(fields).length === 0 ? (doc) => doc : compileFindProjection(fields, optionalDoc(body, "query")),
  };
}

function change(context: CommandContext, target: Target, found: { hit: Hit; wish: Wish }): Doc {
  const { hit, wish } = found;
  const collection = target.collection!;
  if (wish.compiled === undefined) {
    const value = wish.project(hit.doc);
    removeDocument(context.storage, collection, hit);
    return { lastErrorObject: { n: new Int32(1) }, value };
  }
  const after = wish.compiled.apply(hit.doc, new Date(context.now()));
  const value = wish.project(wish.wantsNew ? prepareDocument(after).doc : hit.doc);
  replaceDocument(context.storage, collection, { before: hit, after });
  return { lastErrorObject: { n: new Int32(1), updatedExisting: true }, value };
}
