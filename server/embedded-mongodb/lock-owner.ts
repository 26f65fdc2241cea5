import { readFileSync, readlinkSync, rmdirSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { hostname } from "node:os";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { MAX_PATH_BYTES } from "./socket-path.ts";

/** A store that serves, or a tool that needs the folder for itself for a moment. */
export type Purpose = "store" | "maintenance";

/** Who holds a lock. */
export interface LockOwner {
  purpose: Purpose;
  pid: number;
  host: string;
  /** The running kernel, which containers share; empty where it has no name. */
  kernel: string;
  /** What tells containers of one kernel apart by the files they see; empty where there are none. */
  files: string;
  /** The owner listens here as long as it lives. Relative to the data folder if it is in there: others may see that
   * folder at another place. */
  socket: string;
}

/** `gone` is certain. `elsewhere` cannot be known here: another machine, whose processes nobody here can ask. */
export type OwnerState = "lives" | "gone" | "elsewhere";

/** This process as the owner of a lock, listening on a socket. */
export function thisOwner(dataDir: string, socket: string, purpose: Purpose = "store"): LockOwner {
  const inside = relative(resolve(dataDir), resolve(socket));
  return {
    purpose,
    pid: process.pid,
    host: hostname(),
    kernel: orEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    files: orEmpty(() => readlinkSync("/proc/self/ns/mnt")),
    socket: inside.startsWith("..") || isAbsolute(inside) ? resolve(socket) : inside,
  };
}

/** Reads the text of a lock; undefined for one that is damaged. */
export function parseOwner(text: string): LockOwner | undefined {
  try {
    const record = JSON.parse(text) as Partial<Record<keyof LockOwner, unknown>>;
    const { pid, host, kernel, files, socket } = record;
    const purpose = record.purpose === "maintenance" ? "maintenance" : "store";
    if (typeof pid !== "number" || typeof host !== "string" || typeof socket !== "string") return undefined;
    if (typeof kernel !== "string" || typeof files !== "string") return undefined;
    return { purpose, pid, host, kernel, files, socket };
  } catch {
    return undefined;
  }
}

/**
 * Finds out what became of the owner of a lock. Its socket tells at once, if it is one that this process could reach:
 * the kernel answers, so a busy owner counts too. If not, the lock is watched for `watchMs` milliseconds: a living owner
 * touches it.
 */
export async function stateOf(
  owner: LockOwner,
  lock: { dataDir: string; file: string; watchMs: number },
): Promise<OwnerState> {
  const answer = await ask(resolve(lock.dataDir, owner.socket));
  if (answer === "answers") return "lives";
  const here = thisOwner(lock.dataDir, lock.file);
  if (owner.host !== here.host && (owner.kernel === "" || owner.kernel !== here.kernel)) return "elsewhere";
  const reachable = !isAbsolute(owner.socket) || owner.files === here.files;
  if (answer === "silent" && owner.kernel === here.kernel && reachable) return "gone";
  return (await isTouched(lock.file, lock.watchMs)) ? "lives" : "gone";
}

/** Removes what a dead owner left: the socket, and its folder if that was for this socket alone. */
export function removeSocketOf(owner: LockOwner, dataDir: string): void {
  if (!owner.socket.endsWith(".sock")) return;
  const socket = resolve(dataDir, owner.socket);
  try {
    rmSync(socket, { force: true });
    rmdirSync(dirname(socket));
  } catch {
    // The folder holds other sockets, or is none of ours.
  }
}

function ask(socket: string): Promise<"answers" | "silent" | "unknown"> {
  if (Buffer.byteLength(socket) >= MAX_PATH_BYTES) return Promise.resolve("unknown");
  return new Promise((settle) => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      settle("answers");
    });
    probe.once("error", ({ code }: NodeJS.ErrnoException) => {
      // Not allowed to ask, or a full queue, tells nothing.
      settle(code === "ECONNREFUSED" || code === "ENOENT" ? "silent" : "unknown");
    });
  });
}

/** Whether a file is touched, replaced or removed in the given time. */
async function isTouched(file: string, ms: number): Promise<boolean> {
  const mark = (): string => orEmpty(() => `${statSync(file).ino} ${statSync(file).mtimeMs}`);
  const before = mark();
  const step = Math.min(ms / 10, 100);
  for (let waited = 0; waited < ms; waited += step) {
    await wait(step);
    if (mark() !== before) return true;
  }
  return false;
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
