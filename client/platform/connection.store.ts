import { create } from "zustand";

export interface ConnectionState {
  state: "connecting" | "online" | "offline" | "reconnecting";
  /** True while what was missed is being fetched: « online » alone does not mean up to date. */
  syncing: boolean;
  /** When the connection was lost, in milliseconds; null while online. */
  since: number | null;
}

export const connectionStore = create<ConnectionState>()(() => ({ state: "connecting", syncing: true, since: null }));

/** @returns the state of the live connection, for the quiet line that tells it */
export function useConnection(): ConnectionState {
  return connectionStore();
}
