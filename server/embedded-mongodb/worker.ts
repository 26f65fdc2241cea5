import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { HostMessage } from "./host-messages.ts";
import { serve } from "./server.ts";

/** The way to the host: the port of a worker thread, or the channel of a child process. */
function channel(): { dataDir: string; send: (message: HostMessage) => void; onClose: (close: () => void) => void } {
  if (!isMainThread && parentPort !== null) {
    const port = parentPort;
    return {
      dataDir: (workerData as { dataDir: string }).dataDir,
      send: (message) => port.postMessage(message),
      onClose: (close) => port.once("message", close),
    };
  }
  return {
    dataDir: process.argv[2] ?? "",
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

const { dataDir, send, onClose } = channel();

serve(dataDir, (line) => send({ kind: "log", line })).then(
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
