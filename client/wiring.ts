import { wireAccounts } from "./features/accounts/accounts.actions.ts";
import { accountsFeed } from "./features/accounts/accounts.feed.ts";
import { conversationsFeed } from "./features/conversations/conversations.feed.ts";
import { conversationsStore } from "./features/conversations/conversations.store.ts";
import { setRefresh } from "./features/conversations/refresh.ts";
import { deskFeed } from "./features/desk/desk.feed.ts";
import { membersFeed } from "./features/members/members.feed.ts";
import { messagesFeed } from "./features/messages/messages.feed.ts";
import { moderationFeed } from "./features/moderation/moderation.feed.ts";
import { photosFeed } from "./features/photos/photos.feed.ts";
import { registerFeeds } from "./platform/feeds.ts";

/** Tells the platform which features there are. Called once, before the first render. */
export function wireClient(): void {
  // Messages first: a summary that counts a message is not shown before the message is there.
  registerFeeds([messagesFeed, conversationsFeed, membersFeed, accountsFeed, moderationFeed, deskFeed, photosFeed]);
  wireAccounts({
    urgent: (stream) => stream === conversationsStore.getState().visible,
    ready: setRefresh,
  });
}
