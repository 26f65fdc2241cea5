import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";

declare module "vitest" {
  interface ProvidedContext {
    mongoUri: string;
  }
}

/** One store for all test files: the one that MONGODB_URI names, else the embedded one in a folder that goes afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.MONGODB_URI;
  if (given) {
    project.provide("mongoUri", given);
    return async () => undefined;
  }
  const dataDir = await mkdtemp(join(tmpdir(), "efc-test-"));
  const store = await startEmbeddedMongodb({ dataDir, mode: "worker" });
  project.provide("mongoUri", store.uri);
  return async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}
