import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { lockFolder } from "../../server/embedded-mongodb/lock.ts";
import { type LockOwner, stateOf, thisOwner } from "../../server/embedded-mongodb/lock-owner.ts";
import { temporaryFolder } from "./support.ts";

const QUICK = { touchMs: 5, watchMs: 300 };
const root = temporaryFolder();
const folder = (): string => mkdtempSync(join(root, "d-"));

const cleaning: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleaning.splice(0)) clean();
});

/** Listens on a socket of a folder, as an owner does. */
async function listening(dataDir: string, name = "a.sock"): Promise<string> {
  const socket = join(dataDir, name);
  const server = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  cleaning.push(() => server.close());
  return socket;
}

/** Leaves the lock of another owner in a folder: by default one of this machine that is gone. */
function leave(dataDir: string, difference: Partial<LockOwner> = {}): string {
  const text = JSON.stringify({ ...thisOwner(dataDir, join(dataDir, "gone.sock")), ...difference });
  writeFileSync(join(dataDir, "lock"), text);
  return text;
}

const lockOf = (dataDir: string): LockOwner => JSON.parse(readFileSync(join(dataDir, "lock"), "utf8"));

async function lock(dataDir: string, socket: string): Promise<() => void> {
  const release = await lockFolder(dataDir, { socket: socket, purpose: "store" }, QUICK);
  cleaning.push(release);
  return release;
}

describe("a lock that is found", () => {
  it("is taken over at once if its owner was of this machine and is gone", async () => {
    const dataDir = folder();
    leave(dataDir);
    const release = await lock(dataDir, await listening(dataDir));
    expect(lockOf(dataDir)).toMatchObject({ pid: process.pid, socket: "a.sock" });
    release();
    expect(readdirSync(dataDir)).toEqual(["a.sock"]);
  });

  it("is taken over from a container of this machine that is gone, whatever its name was", async () => {
    const dataDir = folder();
    // Only a kernel that has a name is known to be the same under another one.
    const { kernel, host } = thisOwner(dataDir, dataDir);
    leave(dataDir, { files: "other", host: kernel === "" ? host : "other" });
    await lock(dataDir, await listening(dataDir));
    expect(lockOf(dataDir).socket).toBe("a.sock");
  });

  it("is respected on another machine, in one sentence that names the file", async () => {
    const dataDir = folder();
    const text = leave(dataDir, { host: "other", kernel: "other" });
    const file = join(dataDir, "lock");
    await expect(lock(dataDir, await listening(dataDir))).rejects.toThrow(
      `is locked by process ${process.pid} on another machine, other: stop it there, ` +
        `or if it is gone for good, delete the file ${file} and start again.`,
    );
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(readdirSync(dataDir).sort()).toEqual(["a.sock", "lock"]);
  });

  it("is respected where the owner sees the folder at another place", async () => {
    const dataDir = folder();
    await lock(dataDir, await listening(dataDir));
    const elsewhere = `${dataDir}-moved`;
    renameSync(dataDir, elsewhere);
    await expect(lock(elsewhere, await listening(elsewhere, "b.sock"))).rejects.toThrow(/is in use by process/);
  });

  it("is respected as long as it is touched, if its socket cannot be reached from here", async () => {
    const dataDir = folder();
    const unreachable = { files: "other", socket: "/nowhere/a.sock" };
    leave(dataDir, unreachable);
    const text = readFileSync(join(dataDir, "lock"), "utf8");
    const touching = setInterval(() => writeFileSync(join(dataDir, "lock"), text), 5);
    cleaning.push(() => clearInterval(touching));
    const socket = await listening(dataDir);
    await expect(lock(dataDir, socket)).rejects.toThrow(/is in use by process/);
    clearInterval(touching);
    await lock(dataDir, socket);
    expect(lockOf(dataDir).socket).toBe("a.sock");
  });

  it("is touched by its owner", async () => {
    const dataDir = folder();
    await lock(dataDir, await listening(dataDir));
    // As one sees it who cannot reach the socket.
    const owner = { ...lockOf(dataDir), files: "other", socket: "/nowhere/a.sock" };
    const seen = { dataDir, file: join(dataDir, "lock"), watchMs: 20_000 };
    expect(await stateOf(owner, seen)).toBe("lives");
  });

  it("is not removed by an owner who lost it", async () => {
    const dataDir = folder();
    const release = await lockFolder(
      dataDir,
      { socket: await listening(dataDir), purpose: "store" },
      { touchMs: 60_000, watchMs: 1 },
    );
    const text = leave(dataDir);
    release();
    expect(readFileSync(join(dataDir, "lock"), "utf8")).toBe(text);
  });
});

describe("several processes over one lock that was left", () => {
  const racers: ChildProcess[] = [];
  afterAll(() => {
    for (const racer of racers) racer.kill("SIGKILL");
  });

  async function startRacer() {
    const entry = fileURLToPath(new URL("./lock-racer.ts", import.meta.url));
    const racer = spawn(process.execPath, ["--import", "tsx", entry], { stdio: ["pipe", "pipe", "inherit"] });
    racers.push(racer);
    const lines = createInterface({ input: racer.stdout })[Symbol.asyncIterator]();
    const line = async (): Promise<string> => (await lines.next()).value ?? "ended";
    expect(await line()).toBe("ready");
    return async (dataDir: string): Promise<string> => {
      racer.stdin.write(`${dataDir}\n`);
      return await line();
    };
  }

  it("let exactly one have it, every time, also where one died while it took over", async () => {
    const tries = await Promise.all([startRacer(), startRacer(), startRacer()]);
    for (let round = 0; round < 60; round += 1) {
      const dataDir = folder();
      const left = leave(dataDir);
      const permit = join(dataDir, `lock.${createHash("sha256").update(left).digest("hex").slice(0, 12)}`);
      if (round % 3 === 0) writeFileSync(permit, left);
      mkdirSync(join(dataDir, "run"));
      const results = await Promise.all(tries.map((tryFor) => tryFor(dataDir)));
      const got = results.filter((result) => result === "got");
      expect(got, `round ${round}: ${results.join(" | ")}`).toHaveLength(1);
      const winner = racers[results.indexOf("got")]!;
      expect(lockOf(dataDir).pid).toBe(winner.pid);
      for (const refused of results.filter((result) => result !== "got"))
        expect(refused).toMatch(/is in use by process/);
      expect(existsSync(permit)).toBe(false);
    }
  });
});
