import { Long } from "bson";
import mongoose from "mongoose";
import { expect } from "vitest";
import { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";
import type { Database } from "./support.ts";

/** Runs something on the database `app` of a store of its own process, whose log must stay empty. */
export async function withStore<T>(dataDir: string, work: (db: Database, uri: string) => Promise<T>): Promise<T> {
  const lines: string[] = [];
  const store = await startEmbeddedMongodb({ dataDir, mode: "child", log: (line) => lines.push(line) });
  const client = await new mongoose.mongo.MongoClient(store.uri).connect();
  try {
    return await work(client.db("app"), store.uri);
  } finally {
    await client.close();
    await store.close();
    // Whatever fails is then told with its cause.
    expect(lines).toEqual([]);
  }
}

/** Everything of a database, as text: names, indexes, and the bytes of the documents. */
export async function contents(db: Database): Promise<string> {
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const parts = names.map(async (name) => {
    const rows = await db
      .collection(name)
      .find({}, { raw: true, sort: { _id: 1 } })
      .toArray();
    const bytes = rows.map((row) => (row as unknown as Buffer).toString("hex"));
    return { name, indexes: await db.collection(name).listIndexes().toArray(), bytes };
  });
  return JSON.stringify(await Promise.all(parts));
}

/** Fills a database with 2,500 documents and every kind of index. */
export async function seed(db: Database): Promise<void> {
  const rows = db.collection<{ _id: number; [field: string]: unknown }>("rows");
  await rows.createIndex({ n: 1 }, { unique: true });
  await rows.createIndex({ tags: 1, at: -1 }, { partialFilterExpression: { n: { $gt: 5 } } });
  await rows.createIndex({ at: 1 }, { expireAfterSeconds: 1_000_000 });
  const documents = Array.from({ length: 2500 }, (_, n) => ({
    _id: n,
    n: Long.fromNumber(n),
    double: n + 0.5,
    tags: ["a", `t${n % 7}`],
    at: new Date(4e12 + n),
    nothing: null,
  }));
  await rows.insertMany(documents);
  await db.createCollection("empty");
}
