import { createServer, type Server, type Socket } from "node:net";
import { lockFolder } from "./lock.ts";
import type { Purpose } from "./lock-owner.ts";
import { type SocketPath, socketPaths } from "./socket-path.ts";

/** A data folder that is this process's own until `leave`. */
export interface Claim {
  /** Where the owner listens: a unix socket, or a pipe on Windows. */
  socket: string;
  leave(): Promise<void>;
}

/**
 * Makes this process the only owner of a data folder. `onConnection` gets who connects to the owner's socket; without
 * it, connecting only tells that the owner lives. Rejects with one clear sentence if the folder is in use.
 */
export async function claimFolder(
  dataDir: string,
  purpose: Purpose,
  onConnection: (socket: Socket) => void = (socket) => socket.destroy(),
): Promise<Claim> {
  const server = createServer(onConnection);
  // Listening comes before the lock: whoever finds the lock can ask the socket whether its owner lives.
  const path = await listenSomewhere(server, dataDir);
  let release = (): void => {};
  const leave = async (): Promise<void> => {
    release();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    path.remove();
  };
  try {
    release = await lockFolder(dataDir, { socket: path.file, purpose });
    return { socket: path.file, leave };
  } catch (error) {
    await leave();
    throw error;
  }
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

/** Resolves when a server listens; rejects with what keeps it from that. */
export function listen(server: Server, where: string | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
