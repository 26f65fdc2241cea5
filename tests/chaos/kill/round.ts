import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import mongoose from "mongoose";
import { Engine } from "../../../server/embedded-mongodb/engine.ts";
import { disagreement } from "../../embedded-mongodb/consistency.ts";
import { askEngine } from "../store/engine-side.ts";

const HOST = fileURLToPath(new URL("./host.ts", import.meta.url));
const WRITERS = 32;

export interface Acknowledged {
  ids: Set<string>;
  counts: Map<number, number>;
}

export interface KillRound {
  folder: string;
  round: number;
  /** The process is killed as soon as so many writes are acknowledged. */
  enough: number;
  /** Answers before the commit. */
  early?: boolean;
}

/** Kills a server under 32 writers, opens what it left, and tells what is lost or wrong. */
export async function killRound(options: KillRound): Promise<{ acknowledged: number; wrong: string[] }> {
  const { host, uri } = await startHost(options);
  const gone = once(host, "exit");
  const written = await writeUntilGone(uri, options, () => host.kill("SIGKILL"));
  await gone;
  const wrong = await inspect(options.folder, written);
  return { acknowledged: written.ids.size, wrong: wrong.map((line) => `round ${options.round}: ${line}`) };
}

async function startHost({ folder, early = false }: KillRound): Promise<{ host: ChildProcess; uri: string }> {
  const words = ["--import", "tsx", HOST, folder, ...(early ? ["early"] : [])];
  const host = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const uri of createInterface({ input: host.stdout! })) return { host, uri };
  throw new Error("the host ended without a word");
}

async function writeUntilGone(uri: string, { round, enough }: KillRound, kill: () => void): Promise<Acknowledged> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 500, maxPoolSize: WRITERS });
  await client.connect();
  const rows = client.db("d").collection<{ _id: string; writer: number; seq: number; round: number }>("rows");
  const counters = client.db("d").collection<{ _id: number; n: number }>("counters");
  await rows.createIndex({ round: 1, writer: 1, seq: -1 }, { unique: true });
  const ids = new Set<string>();
  const counts = new Map<number, number>();
  const writer = async (id: number): Promise<void> => {
    for (let seq = 0; ; seq += 1) {
      const _id = `${round}:${id}:${seq}`;
      await rows.insertOne({ _id, writer: id, seq, round });
      ids.add(_id);
      const change = { $inc: { n: 1 } };
      const after = await counters.findOneAndUpdate({ _id: id }, change, { upsert: true, returnDocument: "after" });
      counts.set(id, after!.n);
      if (ids.size >= enough) kill();
    }
  };
  await Promise.allSettled(Array.from({ length: WRITERS }, (_, id) => writer(id)));
  await client.close(true);
  return { ids, counts };
}

/** What a folder lacks of what was acknowledged, and where its indexes are not its documents. */
export async function inspect(folder: string, { ids, counts }: Acknowledged): Promise<string[]> {
  const engine = new Engine(folder, { log: () => {} });
  const ask = askEngine(engine);
  const wrong: string[] = [];
  const wanted = [...ids];
  for (let at = 0; at < wanted.length; at += 500) {
    const part = wanted.slice(at, at + 500);
    const reply = await ask({ find: "rows", filter: { _id: { $in: part } }, batchSize: 1000 });
    const found = new Set(batch(reply).map(({ _id }) => _id));
    wrong.push(...part.filter((id) => !found.has(id)).map((id) => `insert ${id} is lost`));
  }
  for (const { _id, n } of batch(await ask({ find: "counters", batchSize: 1000 }))) {
    if (Number(n) < (counts.get(Number(_id)) ?? 0))
      wrong.push(`counter ${_id} is ${n}, but ${counts.get(Number(_id))} was told`);
    counts.delete(Number(_id));
  }
  for (const id of counts.keys()) wrong.push(`counter ${id} is lost`);
  const collection = engine.storage.catalogue.find("d.rows");
  if (collection?.indexes.length !== 1 && ids.size > 0) wrong.push("the index is lost");
  for (const index of collection?.indexes ?? []) {
    const { lacks, extra } = disagreement(engine.storage, collection!, index);
    if (lacks.length + extra.length > 0) wrong.push(`the index lacks ${lacks.length} and has ${extra.length} too much`);
  }
  await engine.close();
  return wrong;
}

function batch(reply: Record<string, unknown>): Record<string, unknown>[] {
  return (reply.cursor as { firstBatch: Record<string, unknown>[] }).firstBatch;
}
