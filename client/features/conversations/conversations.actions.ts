import type { Theme } from "../../../shared/conversations.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { connectionStore } from "../../platform/connection.store.ts";
import { learnMembers } from "../members/members.store.ts";
import { conversationsStore } from "./conversations.store.ts";
import { keepPresenceFacts, loadRooms } from "./loading.ts";
import { forgetKeptUnread, noteRead, noteSeen, sendMarkedUnread } from "./read-marks.ts";
import { untilHeld } from "./refresh.ts";

/** Joins a room; resolves when it is in my list. @throws CallRejected NOT_FOUND, ARCHIVED, LIMIT_REACHED */
export async function joinRoom(conversationId: string): Promise<void> {
  await call("room:join", { conversationId, clientId: newClientId() });
  await untilHeld(conversationId);
}

/** @throws CallRejected NOT_FOUND */
export async function leaveRoom(conversationId: string): Promise<void> {
  await call("room:leave", { conversationId, clientId: newClientId() });
}

/** Fetches all rooms, for the directory. @throws CallRejected */
export async function refreshRooms(): Promise<void> {
  await loadRooms();
}

/** Says which conversation is on the screen (null: none): what was missed of it is fetched first. */
export function showConversation(id: string | null): void {
  if (id !== conversationsStore.getState().visible) forgetKeptUnread();
  conversationsStore.setState({ visible: id });
}

/** Fetches who is in a conversation and who of them is here now. @throws CallRejected NOT_FOUND */
export async function loadConversationMembers(conversationId: string): Promise<void> {
  const presence = keepPresenceFacts(conversationId);
  try {
    const { members, here } = await call("conversation:members", { conversationId });
    learnMembers(members.map(({ id, displayName, role }) => ({ id, displayName, role })));
    presence.install(Object.fromEntries(members.map(({ id, roomRole }) => [id, roomRole])), here);
  } finally {
    presence.end();
  }
}

/** Resolves when a conversation that I have just gained is in my list. */
export function conversationGained(conversationId: string): Promise<void> {
  return untilHeld(conversationId);
}

/** Moves my read mark up to a message's place: at once here, and within a second on the server. */
export function markRead(conversationId: string, seq: number): void {
  noteRead(conversationId, seq);
}

/** A message was on the screen: it is read, unless I marked it as unread and have not left the conversation since. */
export function seenInConversation(conversationId: string, seq: number): void {
  noteSeen(conversationId, seq);
}

/** Marks a message and what follows it as unread; what is on the screen stays so. @throws CallRejected NOT_FOUND */
export async function markUnread(conversationId: string, seq: number): Promise<void> {
  await sendMarkedUnread(conversationId, seq);
}

const signalled = new Map<string, number>();

/** Tells the others that I am writing: as often as it is called, sent once per few seconds, and only while connected. */
export function signalTyping(conversationId: string): void {
  const now = Date.now();
  if (connectionStore.getState().state !== "online") return;
  if (now - (signalled.get(conversationId) ?? 0) < LIMITS.typingEvery) return;
  signalled.set(conversationId, now);
  call("typing:signal", { conversationId }).catch(() => undefined);
}

/** @returns the new room's id. @throws CallRejected CONFLICT when a room of that name exists */
export async function createRoom(room: { name: string; theme: Theme; description: string }): Promise<string> {
  const { conversationId } = await call("room:create", { ...room, clientId: newClientId() });
  await Promise.all([loadRooms(), untilHeld(conversationId)]);
  return conversationId;
}

/** @throws CallRejected NOT_FOUND, CONFLICT */
export async function renameRoom(conversationId: string, name: string): Promise<void> {
  await call("room:rename", { conversationId, name, clientId: newClientId() });
}

/** @throws CallRejected NOT_FOUND */
export async function describeRoom(conversationId: string, description: string): Promise<void> {
  await call("room:describe", { conversationId, description, clientId: newClientId() });
}

/** @throws CallRejected NOT_FOUND, CONFLICT when it is archived already */
export async function archiveRoom(conversationId: string): Promise<void> {
  await call("room:archive", { conversationId, clientId: newClientId() });
}

/** @throws CallRejected NOT_FOUND, CONFLICT when it is open already */
export async function restoreRoom(conversationId: string): Promise<void> {
  await call("room:restore", { conversationId, clientId: newClientId() });
}

/** @throws CallRejected NOT_FOUND */
export async function setRoomModerator(appointment: {
  conversationId: string;
  userId: string;
  moderator: boolean;
}): Promise<void> {
  await call("room:set-moderator", { ...appointment, clientId: newClientId() });
}
