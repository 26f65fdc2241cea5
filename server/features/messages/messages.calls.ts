import type { Handlers } from "../../platform/calls.ts";
import type { Messages } from "./messages.service.ts";

export function messageHandlers(messages: Messages): Handlers {
  return {
    "message:post": (input, { session }) => messages.post({ actorId: session.userId, ...input }),
    "message:edit": (input, { session }) => messages.edit({ actorId: session.userId, ...input }),
    "message:react": (input, { session }) => messages.react({ actorId: session.userId, ...input }),
    "message:show": (input, { session }) => messages.show(session.userId, input),
    "message:history": async (input, { session }) => ({ versions: await messages.history(session.userId, input) }),
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
