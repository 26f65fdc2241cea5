import { accountCache, currentOutbox } from "../../platform/account-data.ts";
import type { Feed } from "../../platform/feeds.ts";
import { myId } from "../accounts/accounts.store.ts";
import { learnMembers } from "../members/members.store.ts";
import { forgetAgreedDrafts } from "./draft-sync.ts";
import { clearDrafts } from "./drafts.ts";
import { keepMessages, keptKey, stopKeepingMessages } from "./kept.ts";
import { messagesStore, NO_MESSAGES } from "./messages.store.ts";
import { beginNewAt, dropTimeline, resetTimeline, timelinesOf } from "./pages.ts";
import { applyToTimeline } from "./timeline.ts";

export const messagesFeed: Feed = {
  change: (fact) => {
    if (fact.type === "message:posted") {
      const { message, author } = fact.body;
      learnMembers([author]);
      if (message.authorId === myId()) currentOutbox().echoed(message.clientId);
    }
    if (fact.type === "message:reacted") learnMembers([fact.body.by]);
    if (fact.type === "conversation:marked-unread") beginNewAt(fact.body.conversationId, fact.body.readSeq + 1);
    for (const key of timelinesOf(fact.stream)) {
      messagesStore.setState(({ timelines }) => {
        const known = timelines[key];
        const next = known && applyToTimeline(known, fact);
        return next && next !== known ? { timelines: { ...timelines, [key]: next } } : {};
      });
    }
  },
  detailed: (stream) => timelinesOf(stream).length > 0,
  reset: resetTimeline,
  drop: (stream) => {
    dropTimeline(stream);
    void accountCache().remove(keptKey(stream));
  },
  caughtUp: () => keepMessages(accountCache()),
  clear: () => {
    stopKeepingMessages();
    forgetAgreedDrafts();
    clearDrafts();
    messagesStore.setState(NO_MESSAGES, true);
  },
};
