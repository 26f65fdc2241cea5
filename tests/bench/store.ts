import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { numberFlag } from "../chaos/flags.ts";
import type { CellRequest, ClientKind, OperationName } from "./load.ts";
import { COLLECTION, type Row, row } from "./operations.ts";
import { type LoadMaker, type ServedStore, serveStore, startLoad } from "./processes.ts";
import { type Sample, type StoreSample, summary } from "./summary.ts";

// npm run bench -- store [--small 100000] [--large 1000000] [--rounds 5] [--milliseconds 700] [--data FOLDER] [--profile FOLDER]
// With MONGODB_URI the engine there is measured in the same rounds. --data keeps what was loaded for the next run.

const sizes = [numberFlag("small", 100_000), numberFlag("large", 1_000_000)].filter((size) => size > 0);
const rounds = numberFlag("rounds", 5);
const milliseconds = numberFlag("milliseconds", 700);
const otherUri = process.env.MONGODB_URI;
const kept = wordFlag("data");
const profileTo = wordFlag("profile");
const folder = kept ?? mkdtempSync(join(tmpdir(), "bench-store-"));

const CELLS: { operation: OperationName; inFlight: number }[] = [
  { operation: "ping", inFlight: 1 },
  { operation: "ping", inFlight: 64 },
  { operation: "insert", inFlight: 1 },
  { operation: "insert", inFlight: 64 },
  { operation: "newest50", inFlight: 1 },
  { operation: "findAndModify", inFlight: 1 },
  { operation: "findAndModify", inFlight: 64 },
  { operation: "pointRead", inFlight: 1 },
];
const CLIENTS: ClientKind[] = ["driver", "wire"];

function wordFlag(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

const databaseOf = (documents: number): string => `bench_store_${documents}`;

/** Loads the documents unless they are there already. */
async function fill(uri: string, documents: number): Promise<void> {
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  const rows = client.db(databaseOf(documents)).collection<Row>(COLLECTION);
  if ((await rows.findOne({ _id: documents - 1 })) === null) {
    await rows.drop();
    await rows.createIndex({ room: 1, seq: -1 });
    const PART = 2000;
    for (let from = 0; from < documents; from += PART) {
      const many = Math.min(PART, documents - from);
      await rows.insertMany(Array.from({ length: many }, (_, n) => row(from + n, documents)));
    }
  }
  await client.close();
}

const samples: Sample[] = [];
const stores: StoreSample[] = [];

let lastFrom = (Date.now() - 1_700_000_000_000) * 1_000;

/** A number for inserts that no earlier cell, and no earlier run on the same data, has come to. */
function unused(): number {
  lastFrom += 100_000;
  return lastFrom;
}

async function measure(load: LoadMaker, at: { documents: number; served: ServedStore | undefined }, cell: Cell) {
  const { documents, served } = at;
  const loadAverage = loadavg()[0]!;
  const before = await served?.now();
  const uri = served?.first.uri ?? otherUri!;
  const place = { uri, database: databaseOf(documents), documents, milliseconds, from: unused() };
  const result = await load.run({ ...cell, ...place });
  const after = await served?.now();
  const used = after === undefined ? undefined : after.cpuMicroseconds - before!.cpuMicroseconds;
  // The warm-up is in the server's figure as well: a fifth of the time of the cell.
  const serverMicroseconds = used === undefined ? undefined : used / (result.calls * 1.2);
  const engine = served === undefined ? "other" : "embedded";
  samples.push({ ...cell, ...result, engine, documents, loadAverage, serverMicroseconds });
}

type Cell = Pick<CellRequest, "operation" | "inFlight" | "client">;

async function round(): Promise<void> {
  const load = startLoad(profileTo);
  const served = new Map<number, ServedStore>();
  for (const size of sizes) served.set(size, await serveStore(dataOf(size), profileTo));
  for (const cell of CELLS) {
    for (const client of CLIENTS) {
      for (const documents of sizes) {
        await measure(load, { documents, served: served.get(documents) }, { ...cell, client });
        if (otherUri !== undefined) await measure(load, { documents, served: undefined }, { ...cell, client });
      }
    }
  }
  await load.close();
  for (const [documents, store] of served) {
    const { startMilliseconds, rssMebibytes } = await store.now();
    await store.close();
    const fileMebibytes = statSync(join(dataOf(documents), "data.mdb")).size / 2 ** 20;
    stores.push({ documents, startMilliseconds, rssMebibytes, fileMebibytes });
  }
}

function dataOf(documents: number): string {
  const data = join(folder, String(documents));
  mkdirSync(data, { recursive: true });
  return data;
}

for (const documents of sizes) {
  const store = await serveStore(dataOf(documents));
  await fill(store.first.uri, documents);
  await store.close();
  if (otherUri !== undefined) await fill(otherUri, documents);
}
for (let n = 0; n < rounds; n += 1) await round();
if (kept === undefined) {
  rmSync(folder, { recursive: true });
  if (otherUri !== undefined) {
    const client = await new mongoose.mongo.MongoClient(otherUri).connect();
    for (const documents of sizes) await client.db(databaseOf(documents)).dropDatabase();
    await client.close();
  }
}
const { table, figures } = summary(samples, stores);
console.log(JSON.stringify({ command: process.argv.slice(2), rounds, milliseconds, figures, samples, stores }));
console.error(table);
process.exit();
