import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { type App, createApp } from "../../server/app.ts";
import { createLog } from "../../server/platform/log.ts";
import { createTestClock, type TestClock } from "./clock.ts";
import { PASSWORD } from "./password.ts";

import { createPerson, type Person } from "./person.ts";

export { PASSWORD };

export interface TestServer {
  app: App;
  url: string;
  clock: TestClock;
  /** Registers, signs in and connects somebody new. The first one ever may be made administrator with the set-up link. */
  person(name: string): Promise<Person>;
  administrator(name?: string): Promise<Person>;
  /** A member whom the administrator made a moderator. */
  moderator(name: string, by: Person): Promise<Person>;
  close(): Promise<void>;
}

interface TestServerOptions {
  rateScale?: number;
  databaseName?: string;
  clock?: TestClock;
}

const TEST_BCRYPT_COST = 4;

/** Starts the real server on a free port with a database of its own. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const clock = options.clock ?? createTestClock();
  const dataDir = await mkdtemp(join(tmpdir(), "house-"));
  const app = await createApp({
    config: {
      production: false,
      port: 0,
      host: "127.0.0.1",
      publicUrl: null,
      dataDir,
      sessionSecret: "a secret for tests that is long enough to be one",
      mongodbUri: null,
      embeddedStore: "worker",
      trustProxy: 0,
      logLevel: process.env.TEST_LOG ?? "silent",
      moderationContact: "moderation@exemple.fr",
      rateScale: options.rateScale ?? 10_000,
      openRegistration: true,
      storage: { kind: "disk", folder: join(dataDir, "files") },
    },
    clock,
    log: createLog(process.env.TEST_LOG ?? "silent"),
    mongodbUri: inject("mongoUri"),
    databaseName: options.databaseName ?? `test_${randomUUID().slice(0, 13).replace("-", "")}`,
    clientDir: "dist/client",
    bcryptCost: TEST_BCRYPT_COST,
  });
  const people: Person[] = [];
  const person = async (name: string, setupToken?: string) => {
    const made = await createPerson({ url: app.url, name, password: PASSWORD, ...(setupToken && { setupToken }) });
    people.push(made);
    return made;
  };
  return {
    app,
    url: app.url,
    clock,
    person: (name) => person(name),
    administrator: (name = "Hélène Roche") => person(name, app.setupLink?.split("#")[1]),
    moderator: async (name, by) => {
      const made = await person(name);
      await by.ok("member:set-role", { userId: made.id, role: "moderator", clientId: randomUUID() });
      return made;
    },
    close: async () => {
      for (const one of people) one.close();
      await app.close({ clientsMs: 0 });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
