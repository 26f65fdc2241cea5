import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { afterAll } from "vitest";
import { type EmbeddedMongodbOptions, startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";

const { MongoClient } = mongoose.mongo;
export type Database = ReturnType<InstanceType<typeof MongoClient>["db"]>;

// The functions below register their own cleaning up: call them at the top level of a test file, not in a hook.

/** Whether the tests run against a MongoDB from outside instead of the embedded store. */
export const isExternal = process.env.MONGODB_URI !== undefined;

/** An empty folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  // A process that ends may still be taking away its own files.
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return folder;
}

/** The embedded store on a fresh folder, whatever MONGODB_URI says. Closed after the tests of the file. */
export async function startStore(mode: NonNullable<EmbeddedMongodbOptions["mode"]> = "in-process") {
  const dataDir = temporaryFolder();
  const lines: string[] = [];
  const store = await startEmbeddedMongodb({ dataDir, mode, log: (line) => lines.push(line) });
  afterAll(() => store.close());
  return { ...store, dataDir, lines };
}

/** Address of a MongoDB with a database of its own: `MONGODB_URI` if it is set, else the embedded store. */
export async function databaseUri(mode?: EmbeddedMongodbOptions["mode"]): Promise<string> {
  const base = process.env.MONGODB_URI ?? (await startStore(mode)).uri;
  const name = `test_${randomBytes(6).toString("hex")}`;
  // Not through the URL class: it would write the path of a socket in small letters.
  return base.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${name}`);
}

/** A connected database, empty, dropped after the tests of the file. */
export async function connectDatabase(uri: string): Promise<Database> {
  const client = await new MongoClient(uri).connect();
  const database = client.db();
  afterAll(async () => {
    await database.dropDatabase();
    await client.close();
  });
  return database;
}

/** The error of something that must fail, as the driver gives it. */
export async function failure(action: Promise<unknown>): Promise<{ code?: number; message: string }> {
  try {
    await action;
  } catch (error) {
    return error as { code?: number; message: string };
  }
  throw new Error("it should have failed");
}

/** The number of the error something ends with, or that it was accepted. */
export async function verdict(action: Promise<unknown>): Promise<number | undefined | "accepted"> {
  try {
    await action;
  } catch (error) {
    return (error as { code?: number }).code;
  }
  return "accepted";
}
