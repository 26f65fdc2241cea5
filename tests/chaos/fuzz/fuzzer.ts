import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Document } from "bson";
import { type Random, seededRandom } from "../../embedded-mongodb/random.ts";
import { opMsg, RawClient } from "../../embedded-mongodb/raw-client.ts";
import { brokenFrame } from "./frames.ts";
import { isJudged, isSound } from "./judge.ts";

const HOST = fileURLToPath(new URL("../kill/host.ts", import.meta.url));
const PING = 0x7fffffff;
const KEPT = Array.from({ length: 100 }, (_, _id) => ({ _id, text: `kept ${_id}` }));

/** Sends damaged frames to a server of its own, and looks whether it still lives and holds what it was given. */
export class Fuzzer {
  frames = 0;
  closed = 0;
  refused = 0;
  answered = 0;
  /** Frames of which an independent reader told whether they are messages at all, and those that were none and succeeded. */
  judged = 0;
  wronglyTaken = 0;
  private readonly host: ChildProcess;
  private readonly uri: string;
  private readonly random: Random;

  private constructor(host: ChildProcess, uri: string, seed: number) {
    this.host = host;
    this.uri = uri;
    this.random = seededRandom(seed);
  }

  static async start(folder: string, seed: number): Promise<Fuzzer> {
    const host = spawn(process.execPath, ["--import", "tsx", HOST, folder], { stdio: ["ignore", "pipe", "ignore"] });
    for await (const uri of createInterface({ input: host.stdout! })) {
      const fuzzer = new Fuzzer(host, uri, seed);
      await fuzzer.ask({ insert: "kept", documents: KEPT, $db: "safe" });
      return fuzzer;
    }
    throw new Error("the host ended without a word");
  }

  /** A few damaged frames on a connection, then a ping: it is answered, or the connection was closed. */
  async attack(frames: number): Promise<void> {
    const end = this.frames + frames;
    while (this.frames < end) {
      const client = await RawClient.open(this.uri);
      const count = 1 + this.random.int(8);
      const unsound = new Set<number>();
      // Behind a frame whose length lies, nobody can tell where the next one begins.
      let isInStep = true;
      for (let n = 0; n < count; n += 1) {
        const frame = brokenFrame(this.random);
        const requestId = this.frames + n + 1;
        isInStep &&= isJudged(frame);
        if (isInStep) {
          frame.writeInt32LE(requestId, 4);
          this.judged += 1;
          if (!isSound(frame)) unsound.add(requestId);
        }
        await client.send(frame);
      }
      // What the last frame still waits for may swallow the ping: the end of the stream decides then.
      await client.send(opMsg(PING, { ping: 1, $db: "admin" }));
      client.end();
      for (;;) {
        const reply = await client.next();
        if (reply === "closed") {
          this.closed += 1;
          break;
        }
        if (reply.responseTo === PING) break;
        if (reply.document.ok === 1) this.answered += 1;
        else this.refused += 1;
        if (reply.document.ok === 1 && unsound.has(reply.responseTo)) this.wronglyTaken += 1;
      }
      client.close();
      this.frames += count;
    }
  }

  /** Whether the process lives, and others' documents and the fuzzed collection can be read and are sound. */
  async inspect(): Promise<string[]> {
    const wrong: string[] = [];
    if (this.host.exitCode !== null || this.host.signalCode !== null) return ["the server ended"];
    if (this.wronglyTaken > 0) wrong.push(`${this.wronglyTaken} frames that are no messages succeeded`);
    const kept = await this.ask({ find: "kept", sort: { _id: 1 }, batchSize: 1000, $db: "safe" });
    if (JSON.stringify(kept.cursor?.firstBatch) !== JSON.stringify(KEPT)) wrong.push("documents of others changed");
    const junk = await this.ask({ find: "junk", batchSize: 1000, $db: "fuzz" });
    const bad = (junk.cursor?.firstBatch ?? []).filter((doc: Document) => !Object.hasOwn(doc, "_id"));
    if (junk.ok !== 1 || bad.length > 0)
      wrong.push(`what was stored is not sound: ${JSON.stringify(junk).slice(0, 300)}`);
    await this.ask({ drop: "junk", $db: "fuzz" });
    return wrong;
  }

  /** Resident memory of the server, in MiB. */
  memory(): number {
    const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.host.pid}/status`, "utf8"))?.[1];
    return Number(kibibytes) / 1024;
  }

  async stop(): Promise<void> {
    const gone = this.host.exitCode === null && this.host.signalCode === null ? once(this.host, "exit") : undefined;
    this.host.kill("SIGKILL");
    await gone;
  }

  private async ask(command: Document): Promise<Document> {
    const client = await RawClient.open(this.uri);
    const { document } = await client.ask(opMsg(1, command));
    client.close();
    return document;
  }
}
