import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { HostMessage, StartOptions } from "./host-messages.ts";
import { serve } from "./server.ts";

/** The way to the host: the port of a worker thread, or the channel of a child process. */
function channel(): {
  start: StartOptions;
  send: (message: HostMessage) => void;
  onClose: (close: () => void) => void;
} {
  if (!isMainThread && parentPort !== null) {
    const port = parentPort;
    return {
      start: workerData as StartOptions,
      send: (message) => port.postMessage(message),
      onClose: (close) => port.once("message", close),
    };
  }
  return {
    start: { dataDir: process.argv[2] ?? "", transport: process.argv[3] === "tcp" ? "tcp" : "socket" },
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onClose: (close) => {
      process.once("message", close);
      // The host is gone: without it nobody would ever end this process.
      process.once("disconnect", close);
      // A terminal sends these to the whole group; the host decides when its store may end.
      process.on("SIGINT", () => {});
      process.on("SIGTERM", () => {});
    },
  };
}

const { start, send, onClose } = channel();

serve(start.dataDir, { transport: start.transport, log: (line) => send({ kind: "log", line }) }).then(
  ({ uri, close }) => {
    onClose(() => {
      close().finally(() => process.exit(0));
    });
    send({ kind: "listening", uri });
  },
  (error: unknown) => {
    send({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    parentPort?.close();
    process.exitCode = 1;
    if (isMainThread) process.disconnect?.();
  },
);
