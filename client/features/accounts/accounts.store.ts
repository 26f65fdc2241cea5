import { create } from "zustand";
import type { BanDetails, Me } from "../../../shared/accounts.ts";

export interface SessionState {
  status: "checking" | "visitor" | "member" | "banned" | "unreachable";
  /** Also given while `unreachable`, from the last visit, when there was one. */
  me: Me | null;
  ban: BanDetails | null;
}

export const accountsStore = create<SessionState>()(() => ({ status: "checking", me: null, ban: null }));

export function useSession(): SessionState {
  return accountsStore();
}

/** @returns my id, or null for a visitor */
export function useMyId(): string | null {
  return accountsStore((state) => state.me?.id ?? null);
}

/** @returns my id now, for code that is no component */
export function myId(): string | null {
  return accountsStore.getState().me?.id ?? null;
}
