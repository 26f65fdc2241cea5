import type { Server as HttpServer } from "node:http";
import { LIMITS } from "../../shared/limits.ts";
import type { Door } from "./dispatch.ts";
import type { LiveServer } from "./live.ts";

interface DrainOptions {
  io: LiveServer;
  server: HttpServer;
  door: Door;
  /** Time that clients are given to reconnect elsewhere, in milliseconds. */
  clientsMs?: number;
}

const STEP_MS = 200;
const HARD_LIMIT_MS = 28_000;

/**
 * Ends connections without a stampede: tells clients to come back at a random time, waits for the calls under way, then
 * closes what is left in slices. The transport is closed rather than the socket, so that stock clients reconnect.
 * Ends within LIMITS.drainClients + LIMITS.drainHandlers, and at once when nobody is connected.
 */
export async function drain({ io, server, door, clientsMs = LIMITS.drainClients }: DrainOptions): Promise<void> {
  const end = Date.now() + HARD_LIMIT_MS;
  const connected = () => io.of("/").sockets.size;
  const started = Date.now();
  server.closeIdleConnections();
  io.local.emit("live", { type: "drain", body: { withinMs: clientsMs } });
  while (connected() > 0 && Date.now() - started < clientsMs) await pause(STEP_MS);
  await Promise.race([door.quiet(), pause(Math.min(LIMITS.drainHandlers, Math.max(0, end - Date.now())))]);
  while (connected() > 0 && Date.now() < end) {
    const rest = [...io.of("/").sockets.values()];
    for (const socket of rest.slice(0, Math.max(1, Math.ceil(rest.length / 20)))) socket.conn.close();
    await pause(STEP_MS / 4);
  }
  await new Promise<void>((resolve) => {
    void io.close(() => resolve());
    server.closeAllConnections();
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
