import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import mongoose from "mongoose";
import { startEmbeddedMongodb } from "../../../server/embedded-mongodb/host.ts";
import { checkStore } from "../../../server/embedded-mongodb/maintenance/check.ts";
import { openSnapshot } from "../../../server/embedded-mongodb/maintenance/snapshot.ts";
import { backUpEmbedded } from "../../../server/maintenance/embedded.ts";
import { seededRandom } from "../../embedded-mongodb/random.ts";

export interface Stress {
  folder: string;
  seconds: number;
  /** Threads that do nothing but take the processor away. */
  hogs: number;
}

const READER = fileURLToPath(new URL("./reader.ts", import.meta.url));
const WRITERS = 16;
const ROWS = 400;

/** Writes, deletes and backs up at the same time, as much as the machine takes; gives what went wrong, if anything. */
export async function stress({ folder, seconds, hogs }: Stress) {
  const wrong: string[] = [];
  const dataDir = join(folder, "data");
  const store = await startEmbeddedMongodb({ dataDir, mode: "child", log: (line) => wrong.push(line) });
  const client = await new mongoose.mongo.MongoClient(store.uri, { maxPoolSize: WRITERS }).connect();
  const rows = client.db("app").collection<{ _id: number; writer: number; n: number; text?: string }>("rows");
  await rows.createIndex({ writer: 1, n: -1 }, { unique: true });
  const busy = Array.from({ length: hogs }, () => new Worker("for (;;);", { eval: true }));
  const end = Date.now() + seconds * 1000;
  const goesOn = (): boolean => Date.now() < end && wrong.length === 0;
  let writes = 0;
  let backups = 0;
  let killed = 0;
  const writer = async (number: number): Promise<void> => {
    const random = seededRandom(number);
    for (let n = 0; goesOn(); n += 1) {
      const _id = number * ROWS + random.int(ROWS);
      // Of every size, so that pages of values are freed and taken again in runs of every length.
      const text = "x".repeat(random.pick([10, 300, 5000, 60_000]));
      if (random.chance(0.3)) await rows.deleteOne({ _id });
      else await rows.updateOne({ _id }, { $set: { writer: number, n, text } }, { upsert: true });
      writes += 1;
    }
  };
  const keeper = async (number: number): Promise<void> => {
    while (goesOn()) {
      const file = join(folder, `${number}.backup`);
      await backUpEmbedded(dataDir, "app", file);
      rmSync(file);
      backups += 1;
    }
  };
  /** Backups that are killed on the way, with whatever they held. */
  const killer = async (): Promise<void> => {
    const random = seededRandom(WRITERS);
    while (goesOn()) {
      const words = ["--import", "tsx", READER, dataDir, folder];
      const reader = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
      const gone = once(reader, "exit");
      await once(reader.stdout!, "data");
      await new Promise((resolve) => setTimeout(resolve, random.int(400)));
      reader.kill("SIGKILL");
      await gone;
      killed += 1;
    }
  };
  /** A snapshot that is held for long: everything changed meanwhile takes new pages. */
  const holder = async (): Promise<void> => {
    while (goesOn()) {
      const snapshot = await openSnapshot(dataDir);
      await new Promise((resolve) => setTimeout(resolve, 700));
      wrong.push(...checkStore(snapshot.kv).problems);
      await snapshot.close();
    }
  };
  const all = [
    ...Array.from({ length: WRITERS }, (_, number) => writer(number)),
    keeper(1),
    keeper(2),
    killer(),
    holder(),
  ];
  for (const result of await Promise.allSettled(all)) {
    if (result.status === "rejected") wrong.push(String((result.reason as Error).stack));
  }
  await Promise.all(busy.map((worker) => worker.terminate()));
  await client.close();
  await store.close();
  const snapshot = await openSnapshot(dataDir);
  wrong.push(...checkStore(snapshot.kv).problems);
  await snapshot.close();
  return { writes, backups, killed, wrong };
}
