import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { Engine } from "../../server/embedded-mongodb/engine.ts";
import { numberFlag } from "./flags.ts";
import { firstDifference } from "./store/differential.ts";
import { askDatabase, askEngine, inspectIndexes } from "./store/engine-side.ts";

// npm run chaos -- store [--operations 1000000] [--seed 1]; with MONGODB_URI also against that engine.
const operations = numberFlag("operations", 1_000_000);
const seed = numberFlag("seed", 1);
const PART = 20_000;

const folder = mkdtempSync(join(tmpdir(), "chaos-store-"));
const engine = new Engine(folder, { log: (line) => console.error(line) });
const uri = process.env.MONGODB_URI;
const client = uri === undefined ? undefined : await new mongoose.mongo.MongoClient(uri).connect();
const database = client?.db(`chaos_${process.pid}`);
const other = database === undefined ? undefined : askDatabase(database);
console.log(
  `Compared: with indexes, without, model${uri === undefined ? "; MONGODB_URI names no other engine" : ", other engine"}.`,
);

let wrong: string | undefined;
const left = new Map<string, number>();
const skipped = (difference: string): void => void left.set(difference, (left.get(difference) ?? 0) + 1);
for (let done = 0; done < operations && wrong === undefined; done += PART) {
  const part = Math.min(PART, operations - done);
  const run = { operations: part, seed: seed + done / PART, store: askEngine(engine), other, skipped };
  wrong = await firstDifference({ ...run, inspect: () => inspectIndexes(engine) });
  if (wrong === undefined) console.log(`${done + part} operations, no difference`);
}
for (const [difference, times] of left) console.log(`left out ${times} times, a known difference: ${difference}`);
await database?.dropDatabase();
await client?.close();
await engine.close();
rmSync(folder, { recursive: true });
if (wrong !== undefined) console.error(wrong);
process.exit(wrong === undefined ? 0 : 1);
