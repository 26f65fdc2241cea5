import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { OutboxStore, StoredEntry } from "./outbox.ts";

interface Schema extends DBSchema {
  outbox: { key: string; value: StoredEntry };
  cache: { key: string; value: unknown };
}

/** What was seen last, for reading at once and offline. Losing it loses nothing: failures are silent. */
export interface Cache {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

/** What is kept on this device for one account. */
export interface AccountDb {
  outbox: OutboxStore;
  cache: Cache;
  close(): void;
}

const VERSION = 1;

const nameOf = (accountId: string) => `account-${accountId}`;

/** Opens an account's database. Where the browser refuses one, what is kept lives as long as the page. */
export async function openAccountDb(accountId: string): Promise<AccountDb> {
  try {
    const db = await openDB<Schema>(nameOf(accountId), VERSION, {
      upgrade: (fresh) => {
        fresh.createObjectStore("outbox", { keyPath: "clientId" });
        fresh.createObjectStore("cache");
      },
      // Another tab signs out, or has a newer version: it must not wait for this one.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return overIndexedDb(db);
  } catch {
    return inMemory();
  }
}

/** Deletes everything that is kept for an account. Never rejects. */
export async function deleteAccountDb(accountId: string): Promise<void> {
  await deleteDB(nameOf(accountId)).catch(() => undefined);
}

function overIndexedDb(db: IDBPDatabase<Schema>): AccountDb {
  return {
    outbox: {
      all: () => db.getAll("outbox"),
      put: async (entry) => {
        const write = db.transaction("outbox", "readwrite", { durability: "strict" });
        await Promise.all([write.store.put(entry), write.done]);
      },
      remove: (clientId) => db.delete("outbox", clientId),
    },
    cache: {
      get: (key) => db.get("cache", key).catch(() => undefined),
      put: async (key, value) => {
        await db.put("cache", value, key).catch(() => undefined);
      },
      remove: (key) => db.delete("cache", key).catch(() => undefined),
    },
    close: () => db.close(),
  };
}

function inMemory(): AccountDb {
  const outbox = new Map<string, StoredEntry>();
  const cache = new Map<string, unknown>();
  return {
    outbox: {
      all: async () => [...outbox.values()],
      put: async (entry) => void outbox.set(entry.clientId, entry),
      remove: async (clientId) => void outbox.delete(clientId),
    },
    cache: {
      get: async (key) => cache.get(key),
      put: async (key, value) => void cache.set(key, value),
      remove: async (key) => void cache.delete(key),
    },
    close: () => undefined,
  };
}
