import { NOTHING_READ, type ReadMark } from "../../../shared/read-mark.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { CallRejected } from "../../platform/errors.ts";
import { conversationsStore } from "./conversations.store.ts";
import { refreshConversation } from "./refresh.ts";
import { isUncertain, withMark } from "./summary.ts";

const EVERY_MS = 1_000;

/** Marks that the server has not confirmed, by conversation. */
const unsent = new Map<string, ReadMark>();
/** The conversation on the screen, once something in it was marked as unread, and its last place then. */
let keptUnread: { conversationId: string; seq: number } | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
let lastSent = 0;

/** Moves a read mark forward here at once and on the server within a second, several moves as one. */
export function noteRead(conversationId: string, seq: number): void {
  const held = conversationsStore.getState().held[conversationId];
  if (!held || seq <= held.summary.readSeq) return;
  if (keptUnread?.conversationId === conversationId) keptUnread = null;
  const mark = { readSeq: seq, unreadRev: held.summary.unreadRev };
  showMark(conversationId, mark);
  unsent.set(conversationId, mark);
  timer ??= setTimeout(sendReadMarks, Math.max(0, lastSent + EVERY_MS - Date.now()));
}

/** A place was on the screen: it is read, unless I have just marked it as unread and have not been elsewhere since. */
export function noteSeen(conversationId: string, seq: number): void {
  if (keptUnread?.conversationId === conversationId && seq <= keptUnread.seq) return;
  noteRead(conversationId, seq);
}

/** Takes in a read mark, from here or from another tab. One that was moved back leaves unread what only the server knows. */
export function showMark(conversationId: string, mark: ReadMark): void {
  const known = conversationsStore.getState().held[conversationId];
  if (!known) return;
  const next = withMark(known, mark);
  if (next === known) return;
  const waiting = unsent.get(conversationId) ?? NOTHING_READ;
  if (waiting.unreadRev < mark.unreadRev) unsent.delete(conversationId);
  conversationsStore.setState(({ held }) => ({ held: { ...held, [conversationId]: next } }));
  if (isUncertain(next)) refreshConversation(conversationId);
}

/** Something was marked as unread, here or in another tab: what is on the screen stays so until it was left. */
export function showMarkedUnread(conversationId: string, mark: ReadMark): void {
  const { visible, held } = conversationsStore.getState();
  const seq = held[conversationId]?.summary.seq;
  if (visible === conversationId && seq !== undefined) keptUnread = { conversationId, seq };
  showMark(conversationId, mark);
}

/** Another conversation is on the screen, or none: what is seen from now on is read. */
export function forgetKeptUnread(): void {
  keptUnread = null;
}

/** Sends what is not confirmed; called again whenever the connection is back. What fails for want of an answer stays. */
export function sendReadMarks(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  lastSent = Date.now();
  for (const [conversationId, mark] of unsent) void send(conversationId, mark);
}

/** Marks what stands from a place on as unread. @throws CallRejected NOT_FOUND */
export async function sendMarkedUnread(conversationId: string, seq: number): Promise<void> {
  const waiting = unsent.get(conversationId);
  // The server must know how far it was read, else more than this becomes unread.
  if (waiting) await send(conversationId, waiting);
  await call("conversation:mark-unread", { conversationId, seq, clientId: newClientId() });
}

async function send(conversationId: string, mark: ReadMark): Promise<void> {
  const { readSeq: seq, unreadRev } = mark;
  try {
    await call("conversation:read", { conversationId, seq, unreadRev, clientId: newClientId() });
  } catch (error) {
    if (!(error instanceof CallRejected) || error.code !== "NOT_FOUND") return;
  }
  if (unsent.get(conversationId) === mark) unsent.delete(conversationId);
}

export function clearReadMarks(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  keptUnread = null;
  unsent.clear();
}
