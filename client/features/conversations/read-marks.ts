import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { CallRejected } from "../../platform/errors.ts";
import { conversationsStore } from "./conversations.store.ts";
import { raiseRead } from "./summary.ts";

const EVERY_MS = 1_000;

/** Marks that the server has not confirmed, by conversation. */
const unsent = new Map<string, number>();
let timer: ReturnType<typeof setTimeout> | null = null;
let lastSent = 0;

/** Moves a read mark forward here at once and on the server within a second, several moves as one. */
export function noteRead(conversationId: string, seq: number): void {
  const held = conversationsStore.getState().held[conversationId];
  if (!held || seq <= held.summary.readSeq) return;
  showRead(conversationId, seq);
  unsent.set(conversationId, Math.max(seq, unsent.get(conversationId) ?? 0));
  timer ??= setTimeout(sendReadMarks, Math.max(0, lastSent + EVERY_MS - Date.now()));
}

/** Shows a read mark, mine from here or from another tab. */
export function showRead(conversationId: string, seq: number): void {
  conversationsStore.setState(({ held }) => {
    const known = held[conversationId];
    if (!known) return {};
    const next = raiseRead(known, seq);
    return next === known ? {} : { held: { ...held, [conversationId]: next } };
  });
}

/** Sends what is not confirmed; called again whenever the connection is back. What fails for want of an answer stays. */
export function sendReadMarks(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  lastSent = Date.now();
  for (const [conversationId, seq] of unsent) void send(conversationId, seq);
}

async function send(conversationId: string, seq: number): Promise<void> {
  try {
    await call("conversation:read", { conversationId, seq, clientId: newClientId() });
  } catch (error) {
    if (!(error instanceof CallRejected) || error.code !== "NOT_FOUND") return;
  }
  if (unsent.get(conversationId) === seq) unsent.delete(conversationId);
}

export function clearReadMarks(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  unsent.clear();
}
