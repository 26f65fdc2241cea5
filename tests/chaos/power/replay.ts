import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Random, seededRandom } from "../../embedded-mongodb/random.ts";
import { inspect } from "../kill/round.ts";
import { eventsOf, type PowerEvent, STRACE_WORDS } from "./trace.ts";

const RECORDED = fileURLToPath(new URL("./recorded.ts", import.meta.url));
export const hasRecorder = spawnSync("strace", ["-V"]).status === 0;

/** Lets a store write under strace and gives what happened to its data file. */
export function record(folder: string, writes: number): PowerEvent[] {
  const trace = join(folder, "trace");
  const data = join(folder, "recorded");
  mkdirSync(data);
  const store = [process.execPath, "--import", "tsx", RECORDED, data, String(writes)];
  const { status, stderr } = spawnSync("strace", ["-o", trace, ...STRACE_WORDS, ...store], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the recording failed: ${stderr}`);
  return eventsOf(readFileSync(trace, "latin1"));
}

type Write = Extract<PowerEvent, { kind: "write" }>;

/**
 * Cuts the power before and after every sync, every durable write and every acknowledgement, with what was not synced dropped and with
 * any part of it on the disk; each time opens what is left, which must hold what was acknowledged.
 */
export async function replay(
  folder: string,
  events: PowerEvent[],
  seed = 1,
): Promise<{ cuts: number; wrong: string[] }> {
  const random = seededRandom(seed);
  const disk = new Disk(random);
  const ids = new Set<string>();
  const wrong: string[] = [];
  let cuts = 0;
  let made = false;
  const cut = async (at: number, image: Buffer): Promise<void> => {
    const left = join(folder, "left");
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, "data.mdb"), image);
    const found = await inspect(left, { ids, counts: new Map() }).catch((error: Error) => [error.message]);
    wrong.push(...found.map((line) => `event ${at}: ${line}`));
    cuts += 1;
    rmSync(left, { recursive: true });
  };
  for (const [at, event] of events.entries()) {
    const matters = event.kind !== "write" || event.durable;
    // Before its first sync the file is being made, and nothing can have been told.
    if (matters && made) {
      await cut(at, disk.synced());
      await cut(at, disk.partly());
    }
    if (event.kind === "ack") ids.add(event.id);
    else if (event.kind === "sync") {
      disk.sync();
      made = true;
    } else disk.write(event);
    if (matters && made) await cut(at, disk.synced());
  }
  return { cuts, wrong };
}

/** As a server would do that answers before it commits: the proof must find it wrong. */
export function toldTooEarly(events: PowerEvent[]): PowerEvent[] {
  const early: PowerEvent[] = [];
  let held: PowerEvent[] = [];
  for (const event of events) {
    const isCommit = event.kind === "write" && event.durable;
    if (event.kind !== "ack") early.push(...held.splice(0));
    if (isCommit) held = [event];
    else early.push(event);
  }
  return [...early, ...held];
}

/**
 * As stores would do that leave their syncs out once the file is made: that of the pages, so that a commit may be on the
 * disk before what it names, or all of them, so that nothing need be there. Both must be found wrong.
 */
export function unsynced(events: PowerEvent[], what: "pages" | "everything"): PowerEvent[] {
  const made = events.findIndex(({ kind }) => kind === "sync");
  return events.flatMap((event, at) => {
    if (at <= made) return [event];
    if (event.kind === "sync") return [];
    return event.kind === "write" && what === "everything" ? [{ ...event, durable: false }] : [event];
  });
}

/** What happened until some writes were acknowledged: enough for a proof that must fail. */
export function untilAcknowledged(events: PowerEvent[], count: number): PowerEvent[] {
  const acks = events.flatMap(({ kind }, at) => (kind === "ack" ? [at] : []));
  return events.slice(0, (acks[count - 1] ?? events.length) + 1);
}

class Disk {
  private image: Buffer = Buffer.alloc(0);
  private pending: Write[] = [];
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  write(event: Write): void {
    if (event.durable) this.image = apply(this.image, event);
    else this.pending.push(event);
  }

  sync(): void {
    this.image = this.pending.reduce(apply, this.image);
    this.pending = [];
  }

  synced(): Buffer {
    return this.image;
  }

  /** With some of what was not synced, in any selection, and each of it as far as some sector. */
  partly(): Buffer {
    const kept = this.pending.filter(() => this.random.chance(0.5));
    const torn = kept.map((write) => {
      const sectors = Math.ceil(write.bytes.length / 512);
      return { ...write, bytes: write.bytes.subarray(0, 512 * this.random.int(sectors + 1)) };
    });
    return torn.reduce(apply, this.image);
  }
}

function apply(image: Buffer, { offset, bytes }: Write): Buffer {
  const size = Math.max(image.length, offset + bytes.length);
  const next = Buffer.alloc(size);
  image.copy(next);
  bytes.copy(next, offset);
  return next;
}
