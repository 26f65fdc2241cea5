import { Double, Int32 } from "bson";
import { compileFilter } from "../query/filter.ts";
import type { Collection, Index } from "../storage/catalogue.ts";
import { buildIndexes, removeCollection, removeIndexes } from "../storage/index-build.ts";
import { missingSpecs, normaliseIndexSpec } from "../storage/index-spec.ts";
import type { Pause } from "../storage/slice.ts";
import { type Doc, decode, encode } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { equalValues } from "../values/order.ts";
import { isDoc } from "../values/types.ts";
import { type CommandContext, checkDatabaseName, collectionOf, ensureCollection, namespaceOf } from "./context.ts";
import { optionalCount, optionalDoc, optionalFlag, requiredDocs } from "./fields.ts";
import { firstBatch } from "./read.ts";

/** `create`. As in MongoDB 7, a collection that exists with the same options (there are none here) is no error. */
export function create(context: CommandContext): Doc {
  ensureCollection(context);
  return {};
}

/** `drop`. As in MongoDB 7, a collection that does not exist is no error. */
export function drop(context: CommandContext): Doc {
  const collection = collectionOf(context);
  if (collection === undefined) return {};
  removeCollection(context.storage, collection);
  return { nIndexesWas: new Int32(collection.indexes.length + 1), ns: collection.namespace };
}

/** `dropDatabase`. */
export function dropDatabase({ storage, database }: CommandContext): Doc {
  checkDatabaseName(database);
  const collections = storage.catalogue.list(database);
  for (const collection of collections) removeCollection(storage, collection);
  return collections.length === 0 ? {} : { dropped: database };
}

/** `createIndexes`: all of them or none. */
export function createIndexes(context: CommandContext): Doc {
  const wanted = requiredDocs(context.body, "indexes");
  if (wanted.length === 0) throw new CommandError(2, "Must specify at least one index to create");
  const specs = wanted.map(normaliseIndexSpec);
  const isNew = collectionOf(context) === undefined;
  const collection = ensureCollection(context);
  const before = collection.indexes.length + 1;
  try {
    const missing = missingSpecs(collection, specs);
    if (missing.length > 0) buildIndexes(context.storage, collection, missing);
  } catch (error) {
    if (isNew) removeCollection(context.storage, collection);
    throw error;
  }
  const after = collection.indexes.length + 1;
  return {
    numIndexesBefore: new Int32(before),
    numIndexesAfter: new Int32(after),
    createdCollectionAutomatically: isNew,
    ...(after === before ? { note: "all indexes already exist" } : {}),
  };
}

/** `listIndexes`. */
export function* listIndexes(context: CommandContext): Generator<Pause, Buffer> {
  const collection = existing(context);
  const specs = [collection.primary, ...collection.indexes].map((index) => encode(index.spec));
  return yield* firstBatch(context, specs, { batchSize: batchSizeOf(context.body) });
}

/** `dropIndexes`: by name, by key, several names, or `*` for all but the primary one. */
export function dropIndexes(context: CommandContext): Doc {
  const collection = existing(context);
  const wanted = context.body.index;
  const nIndexesWas = new Int32(collection.indexes.length + 1);
  const indexes =
    wanted === "*"
      ? [...collection.indexes]
      : (Array.isArray(wanted) ? wanted : [wanted]).map((one) => indexFor(collection, one));
  removeIndexes(context.storage, collection, indexes);
  return { nIndexesWas };
}

function indexFor(collection: Collection, wanted: unknown): Index {
  const all = [collection.primary, ...collection.indexes];
  const found = all.find((index) =>
    isDoc(wanted) ? equalValues(index.spec.key, wanted) : typeof wanted === "string" && index.name === wanted,
  );
  if (found === undefined) throw new CommandError(27, `index not found with name [${String(wanted)}]`);
  if (found.primary) throw new CommandError(72, "cannot drop _id index");
  return found;
}

/** `listCollections`. */
export function* listCollections(context: CommandContext): Generator<Pause, Buffer> {
  const { storage, database, body } = context;
  checkDatabaseName(database);
  const { test } = compileFilter(optionalDoc(body, "filter"));
  const nameOnly = optionalFlag(body, "nameOnly");
  const entries = storage.catalogue
    .list(database)
    .map((collection) => decode(encode(describe(collection))))
    .filter(test)
    .map((entry) => encode(nameOnly ? { name: entry.name, type: entry.type } : entry));
  const namespace = `${database}.$cmd.listCollections`;
  return yield* firstBatch(context, entries, { batchSize: batchSizeOf(body), namespace });
}

function describe(collection: Collection): Doc {
  return {
    name: collection.name,
    type: "collection",
    options: collection.options,
    info: { readOnly: false, uuid: collection.uuid },
    idIndex: collection.primary.spec,
  };
}

/** `listDatabases`. Sizes are not known per database and given as 0. */
export function listDatabases({ storage, body }: CommandContext): Doc {
  const { test } = compileFilter(optionalDoc(body, "filter"));
  const names = [...new Set(storage.catalogue.list().map((collection) => collection.database))].sort();
  const databases = names
    .map((name) => ({ name, sizeOnDisk: new Double(0), empty: false }))
    .filter((entry) => test(decode(encode(entry))));
  if (optionalFlag(body, "nameOnly")) return { databases: databases.map(({ name }) => ({ name })) };
  return { databases, totalSize: new Double(0) };
}

function existing(context: CommandContext): Collection {
  const collection = collectionOf(context);
  if (collection === undefined) throw new CommandError(26, `ns not found ${namespaceOf(context)}`);
  return collection;
}

function batchSizeOf(body: Doc): number {
  return optionalCount(optionalDoc(body, "cursor"), "batchSize") ?? Number.POSITIVE_INFINITY;
}
