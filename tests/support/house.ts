import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser, openVisitor, type Visitor } from "./browser.ts";
import { createServerProcess, type ServerProcess } from "./server-process.ts";

/** The built server with a store of its own, and a browser to visit it with. */
export interface House {
  server: ServerProcess;
  browser: Browser;
  visitor(size?: { width: number; height: number }): Promise<Visitor>;
  /** @returns the set-up link that the server printed */
  setupLink(): string;
  close(): Promise<void>;
}

/** @param name tells the database apart where the tests run against a MongoDB */
export async function openHouse(name: string): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), `efc-${name}-`));
  const given = process.env.MONGODB_URI;
  const server = await createServerProcess({
    DATA_DIR: dataDir,
    ...(given && { MONGODB_URI: given.replace(/\/?$/, `/${name}_${randomUUID().slice(0, 8)}`) }),
  });
  await server.start();
  const browser = await openBrowser();
  return {
    server,
    browser,
    visitor: (size = { width: 1440, height: 900 }) => openVisitor({ browser, url: server.url, ...size }),
    setupLink: () => /http:\S+\/configuration#\S+/.exec(server.output())?.[0] ?? "",
    close: async () => {
      await browser.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
