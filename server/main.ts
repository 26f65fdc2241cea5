import { fileURLToPath } from "node:url";
import { createApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { startEmbeddedMongodb } from "./embedded-mongodb/host.ts";
import { systemClock } from "./platform/clock.ts";
import { DatabaseError } from "./platform/database.ts";
import { createLog, type Log } from "./platform/log.ts";

const CLIENT_DIR = fileURLToPath(new URL("../client", import.meta.url));
const DATABASE = "elles";

interface Store {
  uri: string;
  close(): Promise<void>;
}

/** The store that the settings name: a MongoDB, or the embedded one in the data folder. */
async function openStore(config: Config, log: Log): Promise<Store> {
  if (config.mongodbUri) return { uri: config.mongodbUri, close: async () => undefined };
  return startEmbeddedMongodb({
    dataDir: config.dataDir,
    mode: config.embeddedStore,
    log: (line) => log.info({ part: "store" }, line),
  });
}

/** One sentence for whoever started the server, and no stack. */
function giveUp(error: unknown): never {
  const known =
    error instanceof ConfigError || error instanceof DatabaseError || (error as Error).name === "StoreError";
  process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const store = await openStore(config, log);
  const app = await createApp({
    config,
    clock: systemClock,
    log,
    mongodbUri: store.uri,
    databaseName: DATABASE,
    clientDir: CLIENT_DIR,
  });
  process.stdout.write(`Elles font la culture: ${app.url}\n`);
  if (app.setupLink) process.stdout.write(`First administrator, once, within 24 hours: ${app.setupLink}\n`);

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "draining");
    await app.close();
    await store.close();
    log.flush();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
  process.on("unhandledRejection", (reason) => {
    log.fatal({ name: (reason as Error)?.name, stack: (reason as Error)?.stack }, "a rejection was not handled");
  });
}

main().catch(giveUp);
