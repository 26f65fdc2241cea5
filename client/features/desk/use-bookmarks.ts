import { useMemo } from "react";
import { setBookmark } from "./desk.actions.ts";
import { deskStore } from "./desk.store.ts";

/** @returns what I keep, and how to keep more */
export function useBookmarks() {
  const bookmarks = deskStore((state) => state.bookmarks);
  return useMemo(() => ({ has: (id: string) => bookmarks.has(id), set: setBookmark }), [bookmarks]);
}
