import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { hostname } from "node:os";
import { dirname, join } from "node:path";

interface LockRecord {
  pid: number;
  host: string;
  /** The owner listens here for as long as it lives. */
  socket: string;
}

/**
 * Makes this process the only one to use a data folder; two would mix their data. The lock names a socket on which the
 * owner already listens: if nobody answers there, the owner is dead, whatever became of its process number, and the
 * lock is taken over. Gives a function that releases. Rejects if the folder is in use.
 */
export async function lockFolder(dataDir: string, socket: string): Promise<() => void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "lock");
  const record: LockRecord = { pid: process.pid, host: hostname(), socket };
  const own = JSON.stringify(record);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createWhole(file, own)) return () => releaseOwn(file, own);
    const found = readOrNothing(file);
    if (found === undefined) continue;
    const owner = parse(found);
    if (owner !== undefined && (await answers(owner.socket))) throw inUse(dataDir, owner);
    if (takeAway(file, found) && owner?.socket.endsWith(".sock")) removeSocket(owner.socket);
  }
  throw new Error(`The data folder ${dataDir} could not be locked: other processes are starting on it.`);
}

/** Removes what a dead owner left: the socket, and its folder if that was for this socket alone. */
function removeSocket(socket: string): void {
  try {
    rmSync(socket, { force: true });
    rmdirSync(dirname(socket));
  } catch {
    // The folder holds other sockets, or is none of ours.
  }
}

function inUse(dataDir: string, owner: LockRecord): Error {
  return new Error(
    `The data folder ${dataDir} is in use by process ${owner.pid} on ${owner.host}: ` +
      "stop it first, or set MONGODB_URI to share one database between processes.",
  );
}

/** Creates the lock with its contents at once, so that nobody reads half of it; false if there is one. */
function createWhole(file: string, text: string): boolean {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** Removes a stale lock, unless another process took it over since it was read: then its lock is put back. */
function takeAway(file: string, stale: string): boolean {
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    if (readOrNothing(file) !== stale) return false;
    renameSync(file, aside);
  } catch {
    return false;
  }
  const isStale = readFileSync(aside, "utf8") === stale;
  try {
    if (!isStale) linkSync(aside, file);
  } finally {
    unlinkSync(aside);
  }
  return isStale;
}

function releaseOwn(file: string, own: string): void {
  if (readOrNothing(file) === own) rmSync(file, { force: true });
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function parse(text: string): LockRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<LockRecord>;
    const { pid, host, socket } = record;
    return typeof pid === "number" && typeof host === "string" && typeof socket === "string"
      ? { pid, host, socket }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether somebody listens on a socket. The kernel answers, so a busy owner counts too. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
}
