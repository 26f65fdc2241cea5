import type { Socket } from "socket.io";
import { LIMITS } from "../../shared/limits.ts";
import type { LiveServer } from "./live.ts";
import type { Log } from "./log.ts";

type Connection = Socket["conn"];

/**
 * Closes connections that are sent more than they read. What waits for a reader counts; a burst may be larger for as
 * long as the reader keeps up. The transport is closed, so that a stock client comes back and catches up from the log.
 */
export function closeSlowConsumers(io: LiveServer, log: Pick<Log, "info">): void {
  io.engine.on("connection", (conn: Connection) => watch(conn, log));
}

function watch(conn: Connection, log: Pick<Log, "info">): void {
  let packets = 0;
  let characters = 0;
  let takenAt = performance.now();
  conn.on("flush", () => {
    packets = 0;
    characters = 0;
    takenAt = performance.now();
  });
  conn.on("packetCreate", ({ data }: { data?: unknown }) => {
    packets += 1;
    if (typeof data === "string") characters += data.length;
    const load = Math.max(packets / LIMITS.outboundPackets, characters / LIMITS.outboundBytes);
    const stalled = performance.now() - takenAt > LIMITS.outboundStall;
    if (load <= (stalled ? 1 : LIMITS.outboundBurst)) return;
    log.info({ reason: "slow_consumer", packets }, "a connection was closed");
    // Without waiting for what it does not read.
    conn.close(true);
  });
}
