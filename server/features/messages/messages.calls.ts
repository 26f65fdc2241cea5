import type { CommunityRole } from "../../../shared/members.ts";
import type { Handlers } from "../../platform/calls.ts";
import type { Messages } from "./messages.service.ts";

export function messageHandlers(messages: Messages): Handlers {
  return {
    "message:post": (input, { session }) => messages.post({ ...by(session), ...input }),
    "message:edit": (input, { session }) => messages.edit({ ...by(session), ...input }),
    "message:react": (input, { session }) => messages.react({ actorId: session.userId, ...input }),
    "message:pin": (input, { session }) => messages.pin({ ...by(session), ...input }),
    "message:resolve": (input, { session }) => messages.resolve({ ...by(session), ...input }),
    "message:show": (input, { session }) => messages.show(session.userId, input),
    "message:history": async (input, { session }) => ({ versions: await messages.history(session.userId, input) }),
    "message:delete": (input, { session }) => messages.remove({ ...by(session), ...input, reason: input.reason ?? "" }),
    "message:list": ({ conversationId, ...range }, { session }) => messages.page(session.userId, conversationId, range),
  };
}

function by({ userId, role }: { userId: string; role: CommunityRole }) {
  return { actorId: userId, role };
}
