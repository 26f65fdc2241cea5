import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { LIMITS } from "../shared/limits.ts";
import type { Config } from "./config.ts";
import { assembleFeatures, type Features, models } from "./features.ts";
import { type ChangeLog, createChangeLog } from "./platform/change-log.ts";
import type { Clock } from "./platform/clock.ts";
import { createCookieJar } from "./platform/cookies.ts";
import { everyDay } from "./platform/daily.ts";
import { connectDatabase } from "./platform/database.ts";
import { createDoor } from "./platform/dispatch.ts";
import { drain } from "./platform/drain.ts";
import { startHeadsBeacon } from "./platform/heads-beacon.ts";
import { createHttp } from "./platform/http.ts";
import { createLive } from "./platform/live.ts";
import type { Log } from "./platform/log.ts";
import { createOrigins } from "./platform/origins.ts";
import { createRateLimits } from "./platform/rate-limits.ts";
import { createSocketServer, serveSockets } from "./platform/sockets.ts";
import { openStorage } from "./platform/storage/open-storage.ts";

export interface AppOptions {
  config: Config;
  clock: Clock;
  log: Log;
  mongodbUri: string;
  /** The database to use when the address names none. */
  databaseName: string;
  /** Folder of the built client. */
  clientDir: string;
  /** Cost of password hashes; lower only in tests. */
  bcryptCost?: number;
}

export interface App {
  /** Where members reach it. */
  url: string;
  /** The one-time link that makes its first visitor administrator, while there is none. */
  setupLink: string | null;
  /** The assembled features and the log, for tests and tools in the same process. */
  features: Features;
  changeLog: ChangeLog;
  /** Drains and closes everything but the store. */
  close(options?: { clientsMs: number }): Promise<void>;
}

/**
 * Assembles the server and starts to listen.
 * @throws DatabaseError when the store cannot be used; Error when the address is taken
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, clock, log, mongodbUri, databaseName, clientDir } = options;
  const database = await connectDatabase({ uri: mongodbUri, dbName: databaseName, models });
  const server = createServer();
  let port = config.port;
  let accepting = false;
  const origins = createOrigins(config.publicUrl, () => port);
  const secure = config.publicUrl?.startsWith("https:") ?? false;
  const cookies = createCookieJar(secure);
  const io = createSocketServer(server, origins);
  const live = createLive(io);
  const changeLog = createChangeLog({ clock, log, secret: config.sessionSecret });
  const storage = await openStorage(config.storage);
  const uploadsFolder = join(config.dataDir, "uploads");
  const features = await assembleFeatures({ ...options, changeLog, live, storage, uploadsFolder });
  const { sessions, presence, summaries } = features;
  const rateLimits = createRateLimits(config.rateScale);
  const door = createDoor({ handlers: features.handlers, rateLimits, log });

  server.on(
    "request",
    createHttp({
      door,
      cookies,
      origins,
      authenticate: sessions.authenticate,
      ready: async () => accepting && (await database.reachable()),
      clientDir,
      trustProxy: config.trustProxy,
      secure,
      files: { receive: features.photos.receive, open: features.photos.open, count: rateLimits.count, log },
    }),
  );
  serveSockets({
    io,
    door,
    cookies,
    clock,
    log,
    authenticate: sessions.authenticate,
    verify: sessions.verify,
    heads: summaries.heads,
    mayFollow: summaries.mayFollow,
    accepting: () => accepting,
    arrived: presence.arrived,
    left: presence.left,
  });
  const beacon = startHeadsBeacon({ io, verify: sessions.verify, heads: summaries.heads, everyMs: LIMITS.headsBeacon });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, resolve);
  });
  port = (server.address() as AddressInfo).port;
  accepting = true;
  const sweeps = everyDay(features.sweeper.sweep, log);
  const url = config.publicUrl ?? `http://${config.host === "0.0.0.0" ? "localhost" : config.host}:${port}`;
  const setupToken = await features.createSetupLink();
  return {
    url,
    features,
    changeLog,
    setupLink: setupToken === null ? null : `${url}/configuration#${setupToken}`,
    close: async (given) => {
      accepting = false;
      beacon.stop();
      sweeps.stop();
      await drain({ io, server, door, ...given });
      presence.stop();
      await features.drain();
      await features.close();
      await changeLog.drain();
      await sweeps.quiet();
      await storage.close();
      await database.close();
    },
  };
}
