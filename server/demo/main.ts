import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError, readConfig } from "../config.ts";
import { createPasswords } from "../features/accounts/passwords.ts";
import { assembleFeatures, type Features, models } from "../features.ts";
import { DATABASE, openStore, StoreError } from "../open-store.ts";
import { createChangeLog } from "../platform/change-log.ts";
import { connectDatabase, DatabaseError } from "../platform/database.ts";
import { createLog } from "../platform/log.ts";
import { openStorage } from "../platform/storage/open-storage.ts";
import { albumEvents } from "./albums.ts";
import { ADMINISTRATOR, CAST, DEMO_PASSWORD, demoEmail, GUEST } from "./cast.ts";
import { readContent } from "./content.ts";
import { demoEvents } from "./events.ts";
import { silentLive } from "./silent-live.ts";

// Content lies beside the sources, also when this runs from the build.
const CONTENT = fileURLToPath(new URL("../../server/demo/content", import.meta.url.replace("/dist/", "/")));
const DAY = 24 * 60 * 60_000;

/** Opens the demo's accounts that are not there yet. @returns the id of each by key */
async function openAccounts(features: Features, secret: string): Promise<Map<string, string>> {
  const passwords = createPasswords({ secret, cost: undefined });
  let passwordHash: string | undefined;
  const ids = new Map<string, string>();
  for (const { key, name } of CAST) {
    const email = demoEmail(key);
    const known = await features.members.findByEmail(email);
    if (known) {
      ids.set(key, known.id);
      continue;
    }
    passwordHash ??= await passwords.hash(DEMO_PASSWORD);
    const added = await features.members.add({ email, displayName: name, passwordHash });
    if (added.outcome !== "added") throw new Error(`the account of ${key} cannot be opened: ${added.outcome}`);
    ids.set(key, added.userId);
  }
  return ids;
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (config.production) throw new ConfigError("The demo's accounts have a public password: it is not for production.");
  const log = createLog(config.logLevel === "info" ? "warn" : config.logLevel);
  const store = await openStore(config, log);
  const database = await connectDatabase({ uri: store.uri, dbName: DATABASE, models });
  const now = Date.now();
  let time = now - 60 * DAY;
  const clock = { now: () => time };
  const changeLog = createChangeLog({ clock, log, secret: config.sessionSecret });
  const storage = await openStorage(config.storage);
  const uploadsFolder = join(config.dataDir, "uploads");
  const features = await assembleFeatures({
    ...{ config, clock, log, changeLog, live: silentLive },
    ...{ storage, uploadsFolder },
  });
  const ids = await openAccounts(features, config.sessionSecret);
  const idOf = (key: string) => {
    const id = ids.get(key);
    if (!id) throw new Error(`${key} is not in the cast`);
    return id;
  };
  await features.moderation.appointAdministrator(idOf(ADMINISTRATOR));
  const content = readContent(CONTENT);
  const albums = albumEvents({ features, idOf, now, folder: join(CONTENT, "photos") });
  const events = [...demoEvents({ features, content, idOf, now }), ...albums].toSorted((a, b) => a.at - b.at);
  for (const event of events) {
    time = event.at;
    await event.run();
  }
  await features.drain();
  await features.close();
  await changeLog.drain();
  await storage.close();
  await database.close();
  await store.close();
  process.stdout.write(
    `The demo is there: ${CAST.length} members, ${events.length} events.\n` +
      `Sign in as ${demoEmail(GUEST)} (member) or ${demoEmail(ADMINISTRATOR)} (administrator) with: ${DEMO_PASSWORD}\n`,
  );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const known = [ConfigError, DatabaseError, StoreError].some((kind) => error instanceof kind);
    process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
    process.exit(1);
  },
);
