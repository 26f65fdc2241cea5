import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CellRequest, CellResult } from "./load.ts";
import type { ServeReply } from "./serve.ts";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const children = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of children) child.kill();
});

/** A process that does not outlive this one. */
function forked(name: string, words: string[], execArgv: string[]): ChildProcess {
  const child = fork(here(name), words, { execArgv });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** The next message of a process; rejects if it ends instead. */
function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the process ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as T);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.send("close");
  await gone;
}

/** A store of its own process. */
export interface ServedStore {
  first: ServeReply;
  now(): Promise<ServeReply>;
  close(): Promise<void>;
}

/** Starts the compiled store on a folder; with `profileTo`, in one thread whose CPU profile is written there. */
export async function serveStore(folder: string, profileTo?: string): Promise<ServedStore> {
  const profile = profileTo === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileTo}`];
  const words = profileTo === undefined ? [folder] : [folder, "in-process"];
  const child = forked("serve.ts", words, ["--import", "tsx", ...profile]);
  const first = await answer<ServeReply>(child);
  return {
    first,
    now: () => {
      child.send("tell");
      return answer<ServeReply>(child);
    },
    close: () => end(child),
  };
}

/** The process that makes the load. */
export interface LoadMaker {
  run(request: CellRequest): Promise<CellResult>;
  close(): Promise<void>;
}

export function startLoad(profileTo?: string): LoadMaker {
  const profile = profileTo === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileTo}`];
  const child = forked("load.ts", [], ["--import", "tsx", ...profile]);
  return {
    run: async (request) => {
      child.send(request);
      const reply = await answer<{ result: CellResult } | { error: string }>(child);
      if ("error" in reply) throw new Error(`${request.operation} by ${request.client}: ${reply.error}`);
      return reply.result;
    },
    close: () => end(child),
  };
}
