import type { Socket } from "node:net";
import { claimFolder } from "./claim.ts";
import { Engine } from "./engine.ts";
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
  const sockets = new Set<Socket>();
  let engine: Engine | undefined;
  let lastConnection = 0;
  const accept = (socket: Socket): void => {
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
  };
  const claim = await claimFolder(dataDir, "store", accept);
  let running: Engine;
  try {
    running = new Engine(dataDir, { log });
  } catch (error) {
    await claim.leave();
    throw error;
  }
  engine = running;
  const sweep = setInterval(() => {
    running.sweepExpired().catch((error: unknown) => log(`deleting expired documents failed: ${String(error)}`));
  }, SWEEP_MS);
  sweep.unref();
  return {
    uri: `mongodb://${encodeURIComponent(claim.socket)}/`,
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
      await claim.leave();
    },
  };
}
