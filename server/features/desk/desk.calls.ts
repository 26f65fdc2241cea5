import type { Handlers } from "../../platform/calls.ts";
import type { Desk } from "./desk.service.ts";
import type { Threads } from "./threads.service.ts";

export function deskHandlers({ desk, threads }: { desk: Desk; threads: Threads }): Handlers {
  return {
    "desk:show": (_input, { session }) => desk.show(session.userId),
    "bookmark:set": (input, { session }) => desk.setBookmark({ userId: session.userId, ...input }),
    "bookmark:list": ({ before }, { session }) => desk.bookmarks(session.userId, before),
    "draft:save": ({ threadId, ...input }, { session }) =>
      desk.saveDraft({ userId: session.userId, ...input, ...(threadId !== undefined && { threadId }) }),
    "thread:list": (_input, { session }) => threads.list(session.userId),
    "thread:follow": (input, { session }) => desk.followThread({ userId: session.userId, ...input }),
    "thread:read": (input, { session }) => desk.readThread({ userId: session.userId, ...input }),
  };
}
