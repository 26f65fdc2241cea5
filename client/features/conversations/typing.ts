import { LIMITS } from "../../../shared/limits.ts";
import { conversationsStore } from "./conversations.store.ts";

const timers = new Map<string, ReturnType<typeof setTimeout>>();

const keyOf = (conversationId: string, userId: string) => `${conversationId} ${userId}`;

/** Somebody is writing; forgotten by itself after LIMITS.typingLife. */
export function typingSeen(conversationId: string, userId: string): void {
  const key = keyOf(conversationId, userId);
  clearTimeout(timers.get(key));
  timers.set(
    key,
    setTimeout(() => stoppedTyping(conversationId, userId), LIMITS.typingLife),
  );
  conversationsStore.setState(({ typing }) => {
    const known = typing[conversationId] ?? [];
    return known.includes(userId) ? {} : { typing: { ...typing, [conversationId]: [...known, userId] } };
  });
}

/** She sent it, or was not heard of again. */
export function stoppedTyping(conversationId: string, userId: string): void {
  const key = keyOf(conversationId, userId);
  clearTimeout(timers.get(key));
  if (!timers.delete(key)) return;
  conversationsStore.setState(({ typing }) => ({
    typing: { ...typing, [conversationId]: (typing[conversationId] ?? []).filter((id) => id !== userId) },
  }));
}

export function clearTyping(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
}
