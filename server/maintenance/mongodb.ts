import mongoose from "mongoose";
import { type BackupItem, readBackup, verifyBackup, writeBackup } from "./backup-format.ts";

type Database = ReturnType<InstanceType<typeof mongoose.mongo.MongoClient>["db"]>;

const BATCH_DOCUMENTS = 1000;
const BATCH_BYTES = 8 * 1024 * 1024;

/**
 * Runs something on the database of an address.
 * @param database the name to take if the address has none
 */
async function withDatabase<T>(uri: string, database: string, run: (db: Database) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  try {
    await client.connect();
    const named = client.options.dbName !== "test" || /\/test(\?|$)/.test(uri);
    return await run(named ? client.db() : client.db(database));
  } finally {
    await client.close();
  }
}

/** Writes the database of a MongoDB into a file, collection after collection. Gives the number of documents. */
export function backUpMongodb(uri: string, database: string, file: string): Promise<number> {
  return withDatabase(uri, database, (db) => writeBackup(file, itemsOf(db)));
}

async function* itemsOf(db: Database): AsyncGenerator<BackupItem> {
  for (const name of await collectionNames(db)) {
    const indexes = await db.collection(name).listIndexes().toArray();
    yield { kind: "collection", collection: { name, indexes: indexes.filter((index) => index.name !== "_id_") } };
    const documents = db.collection(name).find({}, { raw: true, sort: { _id: 1 } });
    for await (const bytes of documents) yield { kind: "document", bytes: bytes as unknown as Buffer };
  }
}

async function collectionNames(db: Database): Promise<string[]> {
  const found = await db.listCollections({ type: "collection" }, { nameOnly: true }).toArray();
  return found
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("system."))
    .sort();
}

/**
 * Puts a backup, which is verified first, into the database of a MongoDB; gives the number of documents. If that fails on the way, what was written is taken away again.
 * Rejects with one sentence if the database holds collections and `replace` is false.
 */
export async function restoreMongodb(
  uri: string,
  { database, replace }: { database: string; replace: boolean },
  file: string,
): Promise<number> {
  const documents = await verifyBackup(file);
  await withDatabase(uri, database, async (db) => {
    const present = await collectionNames(db);
    if (present.length > 0 && !replace) {
      throw new Error(
        `The database ${db.databaseName} is not empty: nothing was changed. Add --replace to give up what it holds.`,
      );
    }
    await db.dropDatabase();
    try {
      await fill(db, file);
    } catch (error) {
      await db.dropDatabase();
      throw error;
    }
  });
  return documents;
}

async function fill(db: Database, file: string): Promise<void> {
  let name = "";
  let waiting: Buffer[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const documents = waiting;
    waiting = [];
    bytes = 0;
    if (documents.length === 0) return;
    const decoded = documents.map((raw) =>
      mongoose.mongo.BSON.deserialize(raw, { promoteValues: false, promoteBuffers: false, bsonRegExp: true }),
    );
    await db.collection(name).insertMany(decoded, { ordered: true, ignoreUndefined: false });
  };
  for await (const item of readBackup(file)) {
    if (item.kind === "collection") {
      await flush();
      name = item.collection.name;
      await db.createCollection(name);
      const specs = item.collection.indexes.map(({ ns: _, ...spec }) => spec);
      if (specs.length > 0) await db.command({ createIndexes: name, indexes: specs });
    } else {
      waiting.push(item.bytes);
      bytes += item.bytes.length;
      if (waiting.length >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES) await flush();
    }
  }
  await flush();
}
