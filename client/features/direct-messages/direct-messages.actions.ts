import type { RequestReason } from "../../../shared/conversations.ts";
import type { SanctionReason } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { conversationGained } from "../conversations/conversations.actions.ts";

/**
 * Writes to a member for the first time. Give the same `clientId` when repeating after an unknown outcome.
 * @throws CallRejected NOT_FOUND, MUTED, REQUEST_PENDING, BLOCKED, LIMIT_REACHED
 */
export async function sendRequest(request: {
  userId: string;
  reason: RequestReason;
  text: string;
  clientId?: string;
}): Promise<{ conversationId: string }> {
  const { conversationId } = await call("request:send", { ...request, clientId: request.clientId ?? newClientId() });
  await conversationGained(conversationId);
  return { conversationId };
}

/** Shows me the text of a request that waits for me; nobody is told. @throws CallRejected NOT_FOUND */
export async function revealRequest(conversationId: string): Promise<Message[]> {
  return (await call("request:reveal", { conversationId })).messages;
}

/** Opens the conversation to both; resolves when it is in my list. @throws CallRejected NOT_FOUND */
export async function acceptRequest(conversationId: string): Promise<void> {
  await call("request:accept", { conversationId, clientId: newClientId() });
  await conversationGained(conversationId);
}

/** The sender is not told. @throws CallRejected NOT_FOUND */
export async function refuseRequest(conversationId: string): Promise<void> {
  await call("request:refuse", { conversationId, clientId: newClientId() });
}

/** Refuses and tells the moderators, with the request's text. @throws CallRejected NOT_FOUND */
export async function reportRequest(report: {
  conversationId: string;
  reason: SanctionReason;
  text: string;
}): Promise<void> {
  await call("request:report", { ...report, clientId: newClientId() });
}
