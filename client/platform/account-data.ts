import type { Cache } from "./db.ts";
import type { Outbox } from "./outbox.ts";

interface AccountData {
  outbox: Outbox;
  cache: Cache;
}

const NO_CACHE: Cache = {
  get: async () => undefined,
  put: async () => undefined,
  remove: async () => undefined,
};

let current: AccountData | null = null;

/** Says whose data this page works with; null when nobody is signed in. */
export function setAccountData(data: AccountData | null): void {
  current = data;
}

/** @returns the outbox of the person signed in. @throws Error when nobody is */
export function currentOutbox(): Outbox {
  if (!current) throw new Error("nobody is signed in");
  return current.outbox;
}

/** @returns what was kept for the person signed in; an empty one when nobody is */
export function accountCache(): Cache {
  return current?.cache ?? NO_CACHE;
}
