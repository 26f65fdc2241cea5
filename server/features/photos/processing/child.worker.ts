import { OUT_OF_MEMORY, type Reply, type Request } from "./messages.ts";
import { PhotoRefused } from "./processor.ts";
import { inspectPhoto, renderPhoto } from "./work.ts";

const mebibytes = Number(process.argv[2]);
const WATCH_MILLISECONDS = 25;

/** The decoders work on threads of their own, so this one is free to watch them. */
setInterval(() => {
  if (process.memoryUsage.rss() > mebibytes * 2 ** 20) process.exit(OUT_OF_MEMORY);
}, WATCH_MILLISECONDS).unref();

function reply(message: Reply): void {
  if (process.connected) process.send?.(message);
}

async function answer(request: Request): Promise<Reply> {
  try {
    const result = request.kind === "inspect" ? await inspectPhoto(request.file) : await renderPhoto(request.job);
    return { kind: "done", result };
  } catch (error) {
    if (error instanceof PhotoRefused) return { kind: "refused", code: error.code };
    return {
      kind: "failed",
      reason: `The photo process failed: ${(error as NodeJS.ErrnoException).code ?? "unknown"}.`,
    };
  }
}

process.on("message", (request: Request) => void answer(request).then(reply));
// Without the server nobody would ever end this process; a terminal's signals reach both, and the server decides.
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
reply({ kind: "ready" });
