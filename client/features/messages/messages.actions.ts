import type { Message, MessageVersion, Reaction } from "../../../shared/messages.ts";
import type { CallInput } from "../../../shared/registry.ts";
import { currentOutbox } from "../../platform/account-data.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import type { PostExtras } from "../../platform/outbox.store.ts";
import { loadConversationMembers, showConversation } from "../conversations/conversations.actions.ts";
import { conversationsStore } from "../conversations/conversations.store.ts";
import { learnMembers } from "../members/members.store.ts";
import { trayPart } from "../photos/photos.actions.ts";
import { draftOf, setDraftOf, setReplyTarget } from "./drafts.ts";
import { messagesStore } from "./messages.store.ts";
import { keepOptions } from "./options.ts";
import { loadPage, openAround, openTimeline, showKept } from "./pages.ts";
import { writingKey } from "./thread-key.ts";

/**
 * Puts a conversation on the screen: its messages (the newest, or those around the first unread), who is in it, who is
 * here. Shows what was kept from the last visit meanwhile. Never rejects: see `failed` of the timeline.
 */
export async function openConversation(id: string): Promise<void> {
  showConversation(id);
  await Promise.all([openTimeline(id), showKept(id), loadConversationMembers(id).catch(() => undefined)]);
}

/** Nothing is on the screen any more. */
export function closeConversation(): void {
  messagesStore.setState({ target: null });
  showConversation(null);
}

/** Resolves once the message is saved on this device: only then empty the composer. Rejects when it could not be saved. */
export async function sendMessage(conversationId: string, text: string, extras?: PostExtras): Promise<void> {
  await currentOutbox().add(conversationId, text, extras);
}

/** Sends again what failed or waits for my word. */
export async function retryMessage(clientId: string): Promise<void> {
  await currentOutbox().retry(clientId);
}

export async function discardMessage(clientId: string): Promise<void> {
  await currentOutbox().discard(clientId);
}

/** Takes a failed message back out, for correction where it was written, with all that was added to it. */
export async function editFailed(clientId: string): Promise<void> {
  const entry = await currentOutbox().take(clientId);
  if (!entry) return;
  const { text, replyTo, question, warning, photos } = entry;
  const key = writingKey(entry);
  const draft = draftOf(key);
  setDraftOf(key, draft.trim() === "" ? text : `${text}\n${draft}`);
  if (replyTo !== undefined) setReplyTarget(key, replyTo);
  keepOptions(key, { question, warning });
  if (photos) (await trayPart.load()).putBack(key, photos);
}

/** Never rejects: see `failed` of the timeline. */
export async function loadOlder(id: string): Promise<void> {
  const timeline = messagesStore.getState().timelines[id];
  if (!timeline?.range || !timeline.hasOlder || timeline.loading !== "none") return;
  await loadPage(id, { kind: "before", seq: timeline.range.from });
}

/** Never rejects: see `failed` of the timeline. */
export async function loadNewer(id: string): Promise<void> {
  const timeline = messagesStore.getState().timelines[id];
  if (!timeline?.range || timeline.range.to === null || timeline.loading !== "none") return;
  await loadPage(id, { kind: "after", seq: timeline.range.to });
}

/** Loads the newest messages unless they are there. */
export async function jumpToPresent(id: string): Promise<void> {
  if (messagesStore.getState().timelines[id]?.range?.to === null) return;
  await loadPage(id, { kind: "newest", seq: conversationsStore.getState().held[id]?.summary.seq ?? 0 });
}

/** Loads what lies around a message, unless it is there. The view then scrolls to the row of that `seq`. */
export async function jumpTo(id: string, seq: number): Promise<void> {
  await openAround(id, seq);
}

/** Which message: as calls name it. */
export interface MessagePlace {
  conversationId: string;
  messageId: string;
}

/** Changes what a message of mine says. @throws CallRejected as for posting */
export async function editMessage(
  edit: MessagePlace & { text: string } & Pick<PostExtras, "mentions" | "warning">,
): Promise<void> {
  await call("message:edit", { ...edit, clientId: newClientId() });
}

/** Adds a reaction of mine or takes it back. @throws CallRejected as for posting */
export async function reactTo(act: MessagePlace & { reaction: Reaction; on: boolean }): Promise<void> {
  await call("message:react", { ...act, clientId: newClientId() });
}

/** Pins a message or takes the pin out. @throws CallRejected as for posting; DENIED, LIMIT_REACHED */
export async function pinMessage(act: MessagePlace & { on: boolean }): Promise<void> {
  await call("message:pin", { ...act, clientId: newClientId() });
}

/** Says that a question is answered, or open again. @throws CallRejected as for posting; DENIED */
export async function resolveQuestion(act: MessagePlace & { on: boolean }): Promise<void> {
  await call("message:resolve", { ...act, clientId: newClientId() });
}

/** @returns one message, read through my own access. @throws CallRejected NOT_FOUND */
export async function showMessage(at: MessagePlace): Promise<Message> {
  const { message, author } = await call("message:show", at);
  if (author) learnMembers([author]);
  return message;
}

/** @returns such messages of a conversation, the newest page or the one before a seq. @throws CallRejected NOT_FOUND */
export async function listOnly(
  range: Pick<CallInput<"message:list">, "conversationId" | "only" | "before">,
): Promise<{ messages: Message[]; hasOlder: boolean }> {
  const { messages, members, hasOlder } = await call("message:list", range);
  learnMembers(members);
  return { messages, hasOlder };
}

/** @returns every text that the message had, the first one first. @throws CallRejected NOT_FOUND */
export async function loadHistory(at: MessagePlace): Promise<MessageVersion[]> {
  return (await call("message:history", at)).versions;
}

/** A message is wanted on the screen: its conversation then opens there. */
export function aimAt(conversationId: string, seq: number): void {
  messagesStore.setState({ target: { conversationId, seq } });
}

/** Brings a message on the screen and gives it focus. Never rejects: see `failed` of the timeline. */
export async function goToMessage(conversationId: string, seq: number): Promise<void> {
  aimAt(conversationId, seq);
  await jumpTo(conversationId, seq);
}

/** @throws CallRejected NOT_FOUND, DENIED */
export async function deleteMessage(deletion: {
  conversationId: string;
  messageId: string;
  reason?: string;
}): Promise<void> {
  await call("message:delete", { ...deletion, clientId: newClientId() });
}

export { receiveDraft, receiveDrafts } from "./draft-sync.ts";
