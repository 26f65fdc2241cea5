import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { until } from "./until.ts";

/** The built server as its own process, on a port that stays the same when it is started again. */
export interface ServerProcess {
  url: string;
  /** What it printed so far. */
  output(): string;
  start(): Promise<void>;
  /** Ends it as a power failure of the process would. */
  kill(): Promise<void>;
  /** Asks it to end. @returns the exit code */
  stop(): Promise<number | null>;
}

/** @returns a port that is free at this moment */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

export async function createServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let printed = "";
  const ended = (process: ChildProcess) =>
    new Promise<number | null>((resolve) => {
      if (process.exitCode !== null || process.signalCode !== null) resolve(process.exitCode);
      else process.once("exit", resolve);
    });
  return {
    url,
    output: () => printed,
    start: async () => {
      const started = spawn(process.execPath, ["dist/server/main.js"], {
        env: { PATH: process.env.PATH ?? "", NODE_ENV: "development", LOG_LEVEL: "warn", PORT: String(port), ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = started;
      started.stdout?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
      });
      started.stderr?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
      });
      await until("the server is ready", async () => {
        if (started.exitCode !== null) throw new Error(`the server ended: ${printed}`);
        return fetch(`${url}/readyz`).then(
          (response) => response.ok,
          () => false,
        );
      });
    },
    kill: async () => {
      if (!child) return;
      const gone = ended(child);
      child.kill("SIGKILL");
      await gone;
    },
    stop: async () => {
      if (!child) return null;
      const gone = ended(child);
      child.kill("SIGTERM");
      return gone;
    },
  };
}
