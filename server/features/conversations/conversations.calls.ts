import type { Handlers } from "../../platform/calls.ts";
import type { Conversations } from "./conversations.service.ts";
import type { Rooms } from "./rooms.service.ts";
import type { Summaries } from "./summaries.ts";

interface ConversationHandlersOptions {
  conversations: Conversations;
  rooms: Rooms;
  summaries: Summaries;
}

export function conversationHandlers({ conversations, rooms, summaries }: ConversationHandlersOptions): Handlers {
  return {
    "room:list": async () => ({ rooms: await rooms.list() }),
    "room:create": (draft, { session }) => rooms.create({ ...draft, actorId: session.userId }),
    "room:rename": (act, { session }) => rooms.rename({ ...act, actorId: session.userId }),
    "room:describe": (act, { session }) => rooms.describe({ ...act, actorId: session.userId }),
    "room:archive": (act, { session }) => rooms.archive({ ...act, actorId: session.userId }),
    "room:restore": (act, { session }) => rooms.restore({ ...act, actorId: session.userId }),
    "room:join": (act, { session }) => rooms.join({ ...act, actorId: session.userId }),
    "room:leave": (act, { session }) => rooms.leave({ ...act, actorId: session.userId }),
    "room:set-moderator": (act, { session }) => rooms.setModerator({ ...act, actorId: session.userId }),
    "conversation:list": async (_input, { session }) => {
      await conversations.followAgain(session);
      const [list, requests, heads] = await Promise.all([
        summaries.all(session.userId),
        summaries.requests(session.userId),
        summaries.heads(session),
      ]);
      return { conversations: list, requests, heads };
    },
    "conversation:show": async ({ conversationId }, { session }) => ({
      conversation: await summaries.one(session.userId, conversationId),
    }),
    "conversation:members": ({ conversationId }, { session }) => conversations.members(session.userId, conversationId),
    "conversation:changes": ({ stream, after }, { session }) => conversations.changes(session, stream, after),
    "conversation:read": async (act, { session }) => ({
      readSeq: await conversations.read({ userId: session.userId, ...act }),
    }),
    "conversation:mark-unread": async (act, { session }) => ({
      readSeq: await conversations.markUnread({ userId: session.userId, ...act }),
    }),
    "typing:signal": async ({ conversationId }, { session }) => {
      await conversations.typing(session.userId, conversationId);
      return {};
    },
  };
}
