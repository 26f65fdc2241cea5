import { useCallback, useSyncExternalStore } from "react";
import { myId } from "../accounts/accounts.store.ts";

const PREFIX = "draft:";
const listeners = new Set<() => void>();

const keyOf = (conversationId: string) => `${PREFIX}${myId() ?? ""}:${conversationId}`;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** What was begun and not sent in a conversation: kept on this device, per account. @returns the text and its setter */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const key = keyOf(conversationId);
  const text = useSyncExternalStore(subscribe, () => read(key));
  const write = useCallback((next: string) => put(key, next), [key]);
  return [text, write];
}

function put(key: string, text: string): void {
  save(key, text);
  for (const listener of listeners) listener();
}

/** @returns what was begun in a place */
export function draftOf(key: string): string {
  return read(keyOf(key));
}

export function setDraftOf(key: string, text: string): void {
  put(keyOf(key), text);
}

/** What I write in a conversation answers that message from now on. */
export function setReplyTarget(conversationId: string, messageId: string): void {
  put(keyOf(`${conversationId}:reply`), messageId);
}

/** The message that what I write in a conversation answers: kept beside its draft. @returns its id or null, and its setter */
export function useReplyTarget(conversationId: string): [string | null, (messageId: string | null) => void] {
  const [id, setId] = useDraft(`${conversationId}:reply`);
  const set = useCallback((messageId: string | null) => setId(messageId ?? ""), [setId]);
  return [id === "" ? null : id, set];
}

/** Forgets every draft on this device. */
export function clearDrafts(): void {
  unsaved.clear();
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Where storage is refused there is none to forget.
  }
}

// Text typed while storage is refused lives as long as the page.
const unsaved = new Map<string, string>();

function read(key: string): string {
  try {
    return unsaved.get(key) ?? localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function save(key: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    unsaved.delete(key);
  } catch {
    unsaved.set(key, text);
  }
}
