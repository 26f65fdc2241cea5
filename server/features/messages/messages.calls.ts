import type { Handlers } from "../../platform/calls.ts";
import type { Messages } from "./messages.service.ts";

export function messageHandlers(messages: Messages): Handlers {
  return {
    "message:post": ({ conversationId, clientId, text }, { session }) =>
      messages.post({ actorId: session.userId, conversationId, clientId, text }),
    "message:delete": ({ conversationId, messageId, clientId, reason }, { session }) =>
      messages.remove({
        actorId: session.userId,
        role: session.role,
        conversationId,
        messageId,
        clientId,
        reason: reason ?? "",
      }),
    "message:list": ({ conversationId, ...range }, { session }) => messages.page(session.userId, conversationId, range),
  };
}
