import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { accessSync, constants, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { HostMessage, StartOptions } from "./host-messages.ts";
import { DEFAULT_TRANSPORT, type RunningServer, serve, type Transport } from "./server.ts";
import { isCompiled, sourceLoader, tsxFile } from "./source-loader.ts";

export interface EmbeddedMongodbOptions {
  /** Folder of the data; made if it does not exist. One process at a time. Not on a network disk. */
  dataDir: string;
  /** Where the server runs: a worker thread (default), a process of its own, or here (tests, debugging). */
  mode?: "worker" | "child" | "in-process";
  /** How clients connect. By default a unix socket; on Windows, where the driver has none, a port with a secret. */
  transport?: Transport;
  /** Takes one line per event worth knowing. */
  log?: (line: string) => void;
  /** Called once if the worker or child ends by itself: the store is gone until it is started again. */
  onCrash?: (error: Error) => void;
}

/**
 * Starts the embedded MongoDB-compatible server. Resolves when it accepts connections at `uri`; what was acknowledged to
 * a client is on disk. `close` finishes what was begun. Rejects with one clear sentence if the data folder is in use.
 */
export async function startEmbeddedMongodb(options: EmbeddedMongodbOptions): Promise<RunningServer> {
  prepareFolder(options.dataDir);
  const transport = options.transport ?? DEFAULT_TRANSPORT;
  const { dataDir } = options;
  switch (options.mode ?? "worker") {
    case "in-process":
      return serve(dataDir, { transport, log: options.log ?? (() => {}) });
    case "worker":
      return startRemote(workerHost({ dataDir, transport }), options);
    case "child":
      return startRemote(childHost({ dataDir, transport }), options);
  }
}

/** Throws with one sentence if the folder cannot be made, entered or written. */
function prepareFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`The data folder ${dataDir} cannot be used (${code}): check who owns it.`, { cause: error });
  }
}

/** A worker thread or a child process, alike. */
interface Remote {
  post(message: "close"): void;
  onMessage(listener: (message: HostMessage) => void): void;
  /** Called when it is gone, with the error that ended it if there was one. */
  onEnd(listener: (error: Error | undefined) => void): void;
}

function startRemote(remote: Remote, options: EmbeddedMongodbOptions): Promise<RunningServer> {
  let closing = false;
  let ended = false;
  let onEnded: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    onEnded = resolve;
  });
  return new Promise((resolve, reject) => {
    remote.onMessage((message) => {
      switch (message.kind) {
        case "log":
          options.log?.(message.line);
          return;
        case "failed":
          closing = true;
          reject(new Error(message.reason));
          return;
        case "listening":
          resolve({
            uri: message.uri,
            close: async () => {
              if (!ended && !closing) remote.post("close");
              closing = true;
              await gone;
            },
          });
      }
    });
    remote.onEnd((cause) => {
      ended = true;
      onEnded();
      if (closing) return;
      const error = new Error("the embedded store ended unexpectedly", { cause });
      options.log?.(`${error.message}: ${cause?.stack ?? "no reason given"}`);
      reject(error);
      options.onCrash?.(error);
    });
  });
}

const entry = new URL(isCompiled ? "./worker.js" : "./worker.ts", import.meta.url);

/** Node 20 does not apply `--import` loaders to the entry of a worker: it registers the loader first, then imports. */
function workerEntry(): URL {
  if (isCompiled) return entry;
  const api = new URL("./index.mjs", tsxFile("tsx/esm/api")).href;
  const source = `import { register } from ${JSON.stringify(api)}; register(); await import(${JSON.stringify(entry.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

function workerHost(start: StartOptions): Remote {
  const worker = new Worker(workerEntry(), { workerData: start, name: "embedded-mongodb", execArgv: [] });
  let cause: Error | undefined;
  worker.on("error", (error) => {
    cause = error instanceof Error ? error : new Error(String(error));
  });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on("message", listener),
    onEnd: (listener) => worker.once("exit", () => listener(cause)),
  };
}

function childHost({ dataDir, transport }: StartOptions): Remote {
  const execArgv = sourceLoader();
  const stdio: StdioOptions = ["ignore", "ignore", "inherit", "ipc"];
  const child: ChildProcess = fork(fileURLToPath(entry), [dataDir, transport], { execArgv, stdio });
  let cause: Error | undefined;
  child.on("error", (error) => {
    cause = error;
  });
  return {
    post: (message) => child.send(message),
    onMessage: (listener) => child.on("message", (message) => listener(message as HostMessage)),
    onEnd: (listener) => child.once("exit", () => listener(cause)),
  };
}
