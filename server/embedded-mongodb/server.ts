import { createServer, type Server } from "node:net";
import { Engine } from "./engine.ts";
import { lockFolder } from "./lock.ts";
import { type SocketPath, socketPaths } from "./socket-path.ts";
import { Connection } from "./wire/connection.ts";

const SWEEP_MS = 60_000;
const CLOSE_MS = 1000;

export interface RunningServer {
  /** Connection string for the driver. */
  uri: string;
  close(): Promise<void>;
}

/**
 * Opens a data folder and serves it on a unix socket of its own. Rejects with one clear sentence if the folder is in use
 * or the platform has no unix sockets.
 */
export async function serve(dataDir: string, log: (line: string) => void): Promise<RunningServer> {
  const sockets = new Set<import("node:net").Socket>();
  let engine: Engine | undefined;
  let lastConnection = 0;
  const server = createServer((socket) => {
    // Before and after the folder is ours, only the lock of another process knocks here.
    if (engine === undefined) {
      socket.destroy();
      return;
    }
    const opened = engine;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    lastConnection += 1;
    new Connection(lastConnection, socket, {
      execute: (connection, request, reply) => opened.execute(request, connection.id, reply),
      closed: (connection) => opened.connectionClosed(connection.id),
    });
  });
  // Listening comes before the lock: whoever finds the lock can ask the socket whether its owner lives.
  const path = await listenSomewhere(server, dataDir);
  let release = (): void => {};
  const leave = async (): Promise<void> => {
    release();
    await stop(server);
    path.remove();
  };
  let running: Engine;
  try {
    release = await lockFolder(dataDir, path.file);
    running = new Engine(dataDir, { log });
  } catch (error) {
    await leave();
    throw error;
  }
  engine = running;
  const sweep = setInterval(() => {
    running.sweepExpired().catch((error: unknown) => log(`deleting expired documents failed: ${String(error)}`));
  }, SWEEP_MS);
  sweep.unref();
  return {
    uri: `mongodb://${encodeURIComponent(path.file)}/`,
    close: async () => {
      clearInterval(sweep);
      engine = undefined;
      await running.close();
      // What was answered last must still go out.
      for (const socket of sockets) {
        socket.destroySoon();
        // Unless its client does not read any more.
        setTimeout(() => socket.destroy(), CLOSE_MS).unref();
      }
      await leave();
    },
  };
}

/** Listens beside the data, or where that file system has no sockets, in the system's temporary folder. */
async function listenSomewhere(server: Server, dataDir: string): Promise<SocketPath> {
  let failed: unknown;
  for (const make of socketPaths(dataDir)) {
    const path = make();
    try {
      await listen(server, path.file);
      return path;
    } catch (error) {
      path.remove();
      failed = error;
    }
  }
  throw failed;
}

function listen(server: Server, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(file, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
