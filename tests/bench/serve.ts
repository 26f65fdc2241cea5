import type { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";

// A process that runs the compiled store, as `npm start` does, and nothing else; started by store.ts.

export interface ServeReply {
  uri: string;
  /** From the call to the first connection that is accepted. */
  startMilliseconds: number;
  rssMebibytes: number;
  cpuMicroseconds: number;
}

const host = new URL("../../dist/server/embedded-mongodb/host.js", import.meta.url).href;
const { startEmbeddedMongodb: start } = (await import(host)) as { startEmbeddedMongodb: typeof startEmbeddedMongodb };

const begun = performance.now();
const mode = process.argv[3] === "in-process" ? "in-process" : "worker";
const store = await start({ dataDir: process.argv[2] ?? "", mode, log: (line) => console.error(line) });
const startMilliseconds = performance.now() - begun;

function tell(): void {
  const { user, system } = process.cpuUsage();
  const reply: ServeReply = {
    uri: store.uri,
    startMilliseconds,
    rssMebibytes: process.memoryUsage().rss / 2 ** 20,
    cpuMicroseconds: user + system,
  };
  process.send?.(reply);
}

process.on("message", (message) => {
  if (message === "close") void store.close().then(() => process.exit());
  else tell();
});
tell();
