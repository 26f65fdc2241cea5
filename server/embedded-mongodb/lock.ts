import { createHash, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LockOwner, type Purpose, parseOwner, removeSocketOf, stateOf, thisOwner } from "./lock-owner.ts";

/** How often the owner touches its lock, and how long one must be still to count as left, in milliseconds. */
interface LockTiming {
  touchMs: number;
  watchMs: number;
}

const TIMING: LockTiming = { touchMs: 2000, watchMs: 10_000 };

/** The folder belongs to a living process; the message is one sentence. */
export class FolderInUse extends Error {
  readonly owner: LockOwner;

  constructor(owner: LockOwner, message: string) {
    super(message);
    this.name = "FolderInUse";
    this.owner = owner;
  }
}

interface Claim {
  dataDir: string;
  own: string;
  watchMs: number;
}

/**
 * Makes this process the only one to use a data folder; two would mix their data. The lock is a file in the folder. It
 * names a socket on which the owner already listens: if nobody answers there, the owner is gone, whatever became of its
 * process number, and the lock is taken over. Gives a function that releases, to be called while the socket still
 * listens. Rejects with one sentence if the folder is in use, or was locked on another machine.
 */
export async function lockFolder(
  dataDir: string,
  owner: { socket: string; purpose: Purpose },
  timing = TIMING,
): Promise<() => void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "lock");
  const own = JSON.stringify(thisOwner(dataDir, owner.socket, owner.purpose));
  await acquire({ dataDir, own, watchMs: timing.watchMs }, file);
  const touching = setInterval(() => touchOwn(file, own), timing.touchMs);
  touching.unref();
  return () => {
    clearInterval(touching);
    if (readOrNothing(file) === own) rmSync(file, { force: true });
  };
}

/**
 * Creates a lock, or takes over one whose owner is gone. Of several who find the same one left, only the holder of a
 * permit may replace it; the permit is itself such a lock, named after the text of the one it is for, so that one who
 * dies holding it does not block the others. The lock is never absent meanwhile, hence nobody can create it in between.
 */
async function acquire(claim: Claim, file: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createWhole(file, claim.own)) return;
    const found = readOrNothing(file);
    if (found === undefined) continue;
    const owner = parseOwner(found);
    if (owner !== undefined) await refuseUnlessGone(claim, file, owner);
    const permit = `${file}.${createHash("sha256").update(found).digest("hex").slice(0, 12)}`;
    await acquire(claim, permit);
    try {
      // Who had the permit before may have replaced the lock.
      if (readOrNothing(file) !== found) continue;
      replace(file, claim.own);
    } finally {
      rmSync(permit, { force: true });
    }
    if (owner !== undefined) removeSocketOf(owner, claim.dataDir);
    return;
  }
  throw new Error(`The data folder ${claim.dataDir} could not be locked: other processes are starting on it.`);
}

async function refuseUnlessGone(claim: Claim, file: string, owner: LockOwner): Promise<void> {
  const { dataDir, watchMs } = claim;
  switch (await stateOf(owner, { dataDir, file, watchMs })) {
    case "gone":
      return;
    case "lives":
      throw new FolderInUse(
        owner,
        `The data folder ${dataDir} is in use by process ${owner.pid} on ${owner.host}: ` +
          "stop it first, or set MONGODB_URI to share one database between processes.",
      );
    case "elsewhere":
      throw new Error(
        `The data folder ${dataDir} is locked by process ${owner.pid} on another machine, ${owner.host}: ` +
          `stop it there, or if it is gone for good, delete the file ${file} and start again.`,
      );
  }
}

/** Creates a lock with its contents at once, so that nobody reads half of it; false if there is one. */
function createWhole(file: string, text: string): boolean {
  const draft = writeDraft(file, text);
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

function replace(file: string, text: string): void {
  renameSync(writeDraft(file, text), file);
}

function writeDraft(file: string, text: string): string {
  const draft = `${file}.${randomBytes(6).toString("hex")}.draft`;
  writeFileSync(draft, text, { mode: 0o600 });
  return draft;
}

/** Shows that the owner lives. One that stood still so long that another took over must not write any more: it throws. */
function touchOwn(file: string, own: string): void {
  let found: string | undefined;
  try {
    found = readOrNothing(file);
    if (found === own) utimesSync(file, new Date(), new Date());
  } catch {
    // A disk in trouble shows itself where the data is written.
    return;
  }
  if (found !== undefined && found !== own) throw new Error(`The lock ${file} was taken over by another process.`);
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
