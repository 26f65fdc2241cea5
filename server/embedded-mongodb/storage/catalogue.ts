import { Binary, type Double, Int32 } from "bson";
import { compileFilter, type Filter } from "../query/filter.ts";
import { type Doc, decode, encode } from "../values/decode.ts";
import { CATALOGUE_RANGE, COUNTER_KEY, catalogueKey, documentPrefix, indexPrefix } from "./keys.ts";
import type { Kv } from "./kv.ts";

/** One field of an index key. */
export interface IndexField {
  path: string;
  descending: boolean;
}

/** An index, the primary one (over `_id`, where the documents themselves are) included. */
export interface Index {
  name: string;
  /** As `listIndexes` shows it. */
  spec: Doc;
  fields: IndexField[];
  paths: string[];
  /** First bytes of all its keys. */
  prefix: Buffer;
  primary: boolean;
  unique: boolean;
  sparse: boolean;
  partial: { expression: Doc; filter: Filter } | undefined;
  expireAfterSeconds: number | undefined;
  /** Some document had an array at an indexed path. Never goes back. */
  multikey: boolean;
  /** Some key was truncated. Never goes back. */
  inexact: boolean;
  /** Set when the index is gone: whoever still walks on it must stop. */
  dropped: boolean;
}

export interface Collection {
  namespace: string;
  database: string;
  name: string;
  id: number;
  uuid: Binary;
  options: Doc;
  prefix: Buffer;
  primary: Index;
  /** The secondary indexes, in order of creation. */
  indexes: Index[];
  dropped: boolean;
}

type StoredIndex = { id: Int32; spec: Doc; multikey: boolean; inexact: boolean };
type StoredCollection = { id: Int32; uuid: Binary; options: Doc; indexes: StoredIndex[] };

/** What collections and indexes there are: kept in memory, written through to the store. */
export class Catalogue {
  private readonly kv: Kv;
  private collections = new Map<string, Collection>();

  constructor(kv: Kv) {
    this.kv = kv;
    this.reload();
  }

  /** Reads everything anew, after an aborted transaction. Walks on the former objects end with an error. */
  reload(): void {
    for (const collection of this.collections.values()) markDropped(collection);
    this.collections = new Map();
    const entries = this.kv.range(CATALOGUE_RANGE.low, CATALOGUE_RANGE.high);
    for (let next = entries.next(); !next.done; next = entries.next()) {
      const namespace = next.value.key.toString("utf8", 1);
      this.collections.set(namespace, revive(namespace, decode(next.value.value) as unknown as StoredCollection));
    }
  }

  find(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  /** All collections, or those of one database, in order of name. */
  list(database?: string): Collection[] {
    const all = [...this.collections.values()].filter((each) => database === undefined || each.database === database);
    return all.sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
  }

  create(namespace: string, options: Doc = {}): Collection {
    const stored = { id: new Int32(this.nextId()), uuid: newUuid(), options, indexes: [] };
    const collection = revive(namespace, stored);
    this.collections.set(namespace, collection);
    this.save(collection);
    return collection;
  }

  remove(collection: Collection): void {
    markDropped(collection);
    this.collections.delete(collection.namespace);
    this.kv.remove(catalogueKey(collection.namespace));
  }

  /** Makes an index object with a number of its own; it is in force once pushed into `collection.indexes` and saved. */
  newIndex(spec: Doc): Index {
    return reviveIndex({ id: new Int32(this.nextId()), spec, multikey: false, inexact: false });
  }

  /** Writes a changed collection through, in the running transaction. */
  save(collection: Collection): void {
    const stored = {
      id: new Int32(collection.id),
      uuid: collection.uuid,
      options: collection.options,
      indexes: collection.indexes.map((index) => ({
        id: new Int32(index.prefix.readUInt32BE(1)),
        spec: index.spec,
        multikey: index.multikey,
        inexact: index.inexact,
      })),
    };
    this.kv.put(catalogueKey(collection.namespace), encode(stored));
  }

  /** Numbers are never given twice, so that leftovers of something dropped cannot be taken for something new. */
  private nextId(): number {
    const last = this.kv.get(COUNTER_KEY)?.readUInt32BE(0) ?? 0;
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(last + 1);
    this.kv.put(COUNTER_KEY, bytes);
    return last + 1;
  }
}

function markDropped(collection: Collection): void {
  collection.dropped = true;
  for (const index of collection.indexes) index.dropped = true;
}

function newUuid(): Binary {
  const bytes = Buffer.from(crypto.randomUUID().replaceAll("-", ""), "hex");
  return new Binary(bytes, Binary.SUBTYPE_UUID);
}

function revive(namespace: string, stored: StoredCollection): Collection {
  const dot = namespace.indexOf(".");
  const id = Number(stored.id);
  return {
    namespace,
    database: namespace.slice(0, dot),
    name: namespace.slice(dot + 1),
    id,
    uuid: stored.uuid,
    options: stored.options,
    prefix: documentPrefix(id),
    primary: primaryIndex(id),
    indexes: stored.indexes.map(reviveIndex),
    dropped: false,
  };
}

function primaryIndex(collectionId: number): Index {
  const spec = { v: new Int32(2), key: { _id: new Int32(1) }, name: "_id_" };
  return { ...indexOf(spec, documentPrefix(collectionId)), primary: true, unique: true };
}

function reviveIndex(stored: StoredIndex): Index {
  const index = indexOf(stored.spec, indexPrefix(Number(stored.id)));
  return { ...index, multikey: stored.multikey, inexact: stored.inexact };
}

function indexOf(spec: Doc, prefix: Buffer): Index {
  const fields = fieldsOf(spec.key as Doc);
  const expression = spec.partialFilterExpression as Doc | undefined;
  const seconds = spec.expireAfterSeconds;
  return {
    name: String(spec.name),
    spec,
    fields,
    paths: fields.map((field) => field.path),
    prefix,
    primary: false,
    unique: spec.unique === true,
    sparse: spec.sparse === true,
    partial: expression === undefined ? undefined : { expression, filter: compileFilter(expression) },
    expireAfterSeconds: seconds === undefined ? undefined : Number(seconds as Int32 | Double),
    multikey: false,
    inexact: false,
    dropped: false,
  };
}

/** The fields of a key pattern such as `{ a: 1, b: -1 }`. */
export function fieldsOf(key: Doc): IndexField[] {
  return Object.entries(key).map(([path, direction]) => ({ path, descending: Number(direction) < 0 }));
}
