import { mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";
import { numberFlag } from "../chaos/flags.ts";

// npm run bench -- store [--documents 100000]; with MONGODB_URI the other engine is measured after, in the same run.
const documents = numberFlag("documents", 100_000);

/** Milliseconds of each of `count` calls, so many at a time, and calls per second. */
async function timed(count: number, together: number, call: (n: number) => Promise<unknown>) {
  const each: number[] = [];
  const start = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const begun = performance.now();
      next += 1;
      await call(next);
      each.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  each.sort((a, b) => a - b);
  const at = (share: number): number => Number(each[Math.floor(each.length * share)]!.toFixed(2));
  return { perSecond: Math.round((count / (performance.now() - start)) * 1000), p50: at(0.5), p99: at(0.99) };
}

async function measure(uri: string) {
  const client = await new mongoose.mongo.MongoClient(uri, { maxPoolSize: 64 }).connect();
  const database = client.db(`bench_${process.pid}`);
  const rows = database.collection<{ _id: number; room: number; seq: number; n: number; text: string }>("rows");
  await rows.createIndex({ room: 1, seq: -1 });
  const row = (_id: number) => ({ _id, room: _id % 10, seq: _id, n: 0, text: "x".repeat(200) });
  const PART = 1000;
  for (let from = 0; from < documents; from += PART) {
    await rows.insertMany(Array.from({ length: PART }, (_, n) => row(from + n)));
  }
  const some = (n: number): number => (n * 7919) % documents;
  const result = {
    insertOneAtATime: await timed(500, 1, (n) => rows.insertOne(row(documents + n))),
    insert64InFlight: await timed(10_000, 64, (n) => rows.insertOne(row(documents + 1000 + n))),
    newest50: await timed(500, 1, (n) =>
      rows
        .find({ room: n % 10 })
        .sort({ seq: -1 })
        .limit(50)
        .toArray(),
    ),
    findAndModify: await timed(500, 1, (n) => rows.findOneAndUpdate({ _id: some(n) }, { $inc: { n: 1 } })),
    pointRead: await timed(2000, 1, (n) => rows.findOne({ _id: some(n) })),
  };
  // The embedded one is still to be started anew with all of it.
  if (uri === process.env.MONGODB_URI) await database.dropDatabase();
  await client.close();
  return result;
}

const folder = mkdtempSync(join(tmpdir(), "bench-store-"));
const store = await startEmbeddedMongodb({ dataDir: folder });
const embedded = await measure(store.uri);
const mebibytes = Math.round(statSync(join(folder, "data.mdb")).size / 2 ** 20);
await store.close();
const begun = performance.now();
const again = await startEmbeddedMongodb({ dataDir: folder });
const startMilliseconds = Math.round(performance.now() - begun);
await again.close();
rmSync(folder, { recursive: true });
const other = process.env.MONGODB_URI === undefined ? undefined : await measure(process.env.MONGODB_URI);
const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
console.log(
  JSON.stringify({ documents, load: loadavg(), embedded, mebibytes, startMilliseconds, memory, other }, null, 1),
);
