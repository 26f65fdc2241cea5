import mongoose from "mongoose";

const SELECTION_MS = 3_000;
const SOCKET_MS = 10_000;

/** The store could not be reached; its message is one sentence without secrets. */
export class DatabaseError extends Error {}

export interface Database {
  /** @returns whether the store answers now */
  reachable(): Promise<boolean>;
  close(): Promise<void>;
}

interface IndexedModel {
  createIndexes(): Promise<unknown>;
  syncIndexes(): Promise<unknown>;
}

/** An index of that name or on those keys is there with other options, or the other way round. */
const INDEX_CONFLICTS = [85, 86];

interface DatabaseOptions {
  uri: string;
  /** Used when the address names none. */
  dbName?: string;
  models: readonly IndexedModel[];
}

/**
 * Connects and makes sure that every index is there.
 * @throws DatabaseError when the address is wrong or nothing answers
 */
export async function connectDatabase({ uri, dbName, models }: DatabaseOptions): Promise<Database> {
  mongoose.set("bufferCommands", false);
  mongoose.set("strictQuery", "throw");
  mongoose.set("sanitizeFilter", true);
  try {
    await mongoose.connect(uri, {
      ...(dbName && !namesDatabase(uri) && { dbName }),
      serverSelectionTimeoutMS: SELECTION_MS,
      socketTimeoutMS: SOCKET_MS,
      maxPoolSize: 20,
      retryWrites: false,
      readConcern: { level: "local" },
      writeConcern: { w: "majority", journal: true },
      autoIndex: false,
      autoCreate: false,
    });
    for (const model of models) await makeIndexes(model);
  } catch (error) {
    throw new DatabaseError(`The database at ${hostOf(uri)} cannot be used: ${reasonOf(error)}.`);
  }
  return {
    reachable: async () => {
      try {
        await mongoose.connection.db?.command({ ping: 1 }, { timeoutMS: SELECTION_MS });
        return mongoose.connection.readyState === 1;
      } catch {
        return false;
      }
    },
    close: () => mongoose.disconnect(),
  };
}

/** An index that an earlier version made otherwise is replaced. */
async function makeIndexes(model: IndexedModel): Promise<void> {
  try {
    await model.createIndexes();
  } catch (error) {
    if (!INDEX_CONFLICTS.includes((error as { code?: number }).code ?? 0)) throw error;
    await model.syncIndexes();
  }
}

/** @returns whether the address names the database to use */
function namesDatabase(uri: string): boolean {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]+/.test(uri);
}

/** The host part only: the address may hold a password. */
function hostOf(uri: string): string {
  const host = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]*)/.exec(uri)?.[1];
  return host ? decodeURIComponent(host) : "the given address";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  if (error.name.endsWith("ServerSelectionError")) return "nothing answers there";
  return (
    error.message
      .split("\n")[0]
      ?.replace(/mongodb(\+srv)?:\/\/\S+/g, "[address]")
      .replace(/\.$/, "") ?? error.name
  );
}
