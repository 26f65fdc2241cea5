import type { Handlers } from "../../platform/calls.ts";
import type { Desk } from "./desk.service.ts";
import type { Preferences } from "./preferences.service.ts";
import type { Threads } from "./threads.service.ts";

interface DeskHandlersOptions {
  desk: Desk;
  threads: Threads;
  preferences: Preferences;
}

export function deskHandlers({ desk, threads, preferences }: DeskHandlersOptions): Handlers {
  return {
    "desk:show": async (_input, { session }) => ({
      ...(await desk.show(session.userId)),
      preferences: await preferences.of(session.userId),
    }),
    "conversation:set-preference": (input, { session }) => preferences.set({ userId: session.userId, ...input }),
    "bookmark:set": (input, { session }) => desk.setBookmark({ userId: session.userId, ...input }),
    "bookmark:list": ({ before }, { session }) => desk.bookmarks(session.userId, before),
    "draft:save": ({ threadId, ...input }, { session }) =>
      desk.saveDraft({ userId: session.userId, ...input, ...(threadId !== undefined && { threadId }) }),
    "thread:list": (_input, { session }) => threads.list(session.userId),
    "thread:follow": (input, { session }) => desk.followThread({ userId: session.userId, ...input }),
    "thread:read": (input, { session }) => desk.readThread({ userId: session.userId, ...input }),
  };
}
