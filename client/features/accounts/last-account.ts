import { type Me, me } from "../../../shared/accounts.ts";
import type { Cache } from "../../platform/db.ts";

const KEY = "account";
const ME = "me";

/** @returns id of the account that was signed in here last; null when there is none */
export function lastAccountId(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Notes whose account this device serves; null: nobody's. */
export function noteAccount(id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, id);
  } catch {
    // Then nothing is shown offline, and nothing else is lost.
  }
}

export function keepMe(cache: Cache, mine: Me): void {
  void cache.put(ME, mine);
}

/** @returns me as of the last visit, for reading offline */
export async function keptMe(cache: Cache): Promise<Me | null> {
  const kept = me.safeParse(await cache.get(ME));
  return kept.success ? kept.data : null;
}
