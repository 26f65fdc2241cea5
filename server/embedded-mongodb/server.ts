import { type AddressInfo, createServer, type Socket } from "node:net";
import { Gate } from "./auth/gate.ts";
import { randomCredentials, secretOf } from "./auth/scram.ts";
import { claimFolder, listen } from "./claim.ts";
import { type Client, Engine } from "./engine.ts";
import { Connection } from "./wire/connection.ts";

const SWEEP_MS = 60_000;
const CLOSE_MS = 1000;
/** Never another address: the secret protects from other users of this machine, not from the network. */
const LOOPBACK = "127.0.0.1";

/** How clients connect: a unix socket, or a port of the loopback address with a secret. */
export type Transport = "socket" | "tcp";

/** The driver cannot use the sockets that Windows has. */
export const DEFAULT_TRANSPORT: Transport = process.platform === "win32" ? "tcp" : "socket";

export interface RunningServer {
  /** Connection string for the driver. */
  uri: string;
  close(): Promise<void>;
}

/**
 * Opens a data folder and serves it: on a unix socket in a folder only this user can enter, or on a port of the loopback
 * address, where any user could knock and must know a secret of this start. Rejects with one clear sentence if the folder
 * is in use or its file cannot be used.
 */
export async function serve(
  dataDir: string,
  { transport, log }: { transport: Transport; log: (line: string) => void },
): Promise<RunningServer> {
  const credentials = transport === "tcp" ? randomCredentials() : undefined;
  const secret = credentials === undefined ? undefined : secretOf(credentials);
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
    const id = lastConnection;
    const client: Client = secret === undefined ? { id } : { id, gate: new Gate(secret) };
    new Connection(id, socket, {
      execute: (_, request, reply) => opened.execute(request, client, reply),
      closed: (connection) => opened.connectionClosed(connection.id),
    });
  };
  // On a port, the folder's own socket only tells that its owner lives.
  const claim = await claimFolder(dataDir, "store", credentials === undefined ? accept : undefined);
  const port = createServer(accept);
  let running: Engine;
  try {
    if (credentials !== undefined) await listen(port, { host: LOOPBACK, port: 0 });
    running = new Engine(dataDir, { log });
  } catch (error) {
    port.close();
    await claim.leave();
    throw error;
  }
  engine = running;
  const sweep = setInterval(() => {
    running.sweepExpired().catch((error: unknown) => log(`deleting expired documents failed: ${String(error)}`));
  }, SWEEP_MS);
  sweep.unref();
  return {
    uri:
      credentials === undefined
        ? `mongodb://${encodeURIComponent(claim.socket)}/`
        : `mongodb://${credentials.user}:${credentials.password}@${LOOPBACK}:${(port.address() as AddressInfo).port}/`,
    close: async () => {
      clearInterval(sweep);
      engine = undefined;
      port.close();
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
