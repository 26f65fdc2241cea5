import type { Handlers } from "../../platform/calls.ts";
import type { DirectMessages } from "./direct-messages.service.ts";

/** @returns the handlers of shared/direct-messages.ts */
export function directMessageHandlers(directMessages: DirectMessages): Handlers {
  return {
    "request:send": ({ userId, ...rest }, { session }) =>
      directMessages.send({ ...rest, actorId: session.userId, otherId: userId }),
    "request:reveal": async ({ conversationId }, { session }) => ({
      messages: await directMessages.reveal(session.userId, conversationId),
    }),
    "request:accept": (act, { session }) => directMessages.accept({ ...act, actorId: session.userId }),
    "request:refuse": (act, { session }) => directMessages.refuse({ ...act, actorId: session.userId }),
    "request:report": ({ reason, text, ...act }, { session }) =>
      directMessages.report({ ...act, actorId: session.userId, reason, text }),
  };
}
