import type { Bookmark } from "../../../shared/desk.ts";
import type { MessageRef } from "../../../shared/messages.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { learnMembers } from "../members/members.store.ts";
import { deskStore } from "./desk.store.ts";

/** Keeps a message for me, or no longer. @throws CallRejected NOT_FOUND, LIMIT_REACHED */
export async function setBookmark(at: MessageRef, on: boolean): Promise<void> {
  await call("bookmark:set", { ...at, on, clientId: newClientId() });
}

/** @returns a page of what I keep, and the mark of the next one. @throws CallRejected */
export async function listBookmarks(before?: number): Promise<{ bookmarks: Bookmark[]; before: number | null }> {
  const answer = await call("bookmark:list", before === undefined ? {} : { before });
  learnMembers(answer.members);
  return answer;
}

interface ThreadPlace {
  conversationId: string;
  threadId: string;
}

/** Follows a thread, or no longer. @throws CallRejected NOT_FOUND */
export async function followThread(at: ThreadPlace, on: boolean): Promise<void> {
  await call("thread:follow", { ...at, on, clientId: newClientId() });
}

/** The newest answer of others in a thread was on the screen: what is unread there is read. Never rejects. */
export function seenInThread(at: ThreadPlace, seq: number): void {
  const known = deskStore.getState().threads?.find(({ root }) => root.id === at.threadId);
  if (!known?.unread.some((one) => one <= seq)) return;
  // What is lost now is read again with the next answer, or when the thread is opened again.
  void call("thread:read", { ...at, seq, clientId: newClientId() }).catch(() => undefined);
}
