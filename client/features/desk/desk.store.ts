import { create } from "zustand";
import type { FollowedThread } from "../../../shared/desk.ts";

export interface DeskState {
  /** Ids of the messages that I keep. */
  bookmarks: ReadonlySet<string>;
  /** Those that I follow, the last answered first; null until they were fetched. */
  threads: readonly FollowedThread[] | null;
}

export const NO_DESK: DeskState = { bookmarks: new Set(), threads: null };

export const deskStore = create<DeskState>()(() => NO_DESK);

/** @returns how many threads hold answers that I have not read */
export function useUnreadThreads(): number {
  return deskStore(({ threads }) => threads?.filter(({ unread }) => unread.length > 0).length ?? 0);
}
