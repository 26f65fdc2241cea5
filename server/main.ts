import { fileURLToPath } from "node:url";
import { createApp } from "./app.ts";
import { ConfigError, readConfig } from "./config.ts";
import { DATABASE, openStore, StoreError } from "./open-store.ts";
import { systemClock } from "./platform/clock.ts";
import { DatabaseError } from "./platform/database.ts";
import { createLog } from "./platform/log.ts";

const CLIENT_DIR = fileURLToPath(new URL("../client", import.meta.url));
/** One sentence for whoever started the server, and no stack. */
function giveUp(error: unknown): never {
  const known = [ConfigError, DatabaseError, StoreError].some((kind) => error instanceof kind);
  const { code, syscall } = error as NodeJS.ErrnoException;
  const taken =
    syscall === "listen" ? `The address cannot be listened on (${code}): choose another PORT or HOST.` : null;
  const shown = taken ?? (known ? (error as Error).message : ((error as Error).stack ?? String(error)));
  process.stderr.write(`${shown}\n`);
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
