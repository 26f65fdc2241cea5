import { useEffect } from "react";
import { useLocation } from "wouter";
import { useConversation, useUnreadTotal } from "../features/conversations/conversations.store.ts";
import { formatCount } from "../platform/format.ts";
import { useWords } from "../platform/i18n.ts";
import { paths } from "../platform/paths.ts";
import { screenWords } from "./screens.catalogue.ts";

/**
 * The title of the tab: « (3) Le café, Elles font la culture ». The name of a correspondent or a message's text never
 * stands there: a tab is read over the shoulder.
 */
export function useDocumentTitle(conversationId: string | null): void {
  const say = useWords(screenWords);
  const [pathname] = useLocation();
  const conversation = useConversation(conversationId ?? "");
  const unread = useUnreadTotal();
  const place = (): string => {
    if (conversation) return conversation.kind === "room" ? conversation.room.name : say("place.direct");
    if (pathname === paths.messages) return say("place.messages");
    if (pathname === paths.search) return say("place.search");
    if (pathname === paths.moderation) return say("place.moderation");
    if (pathname === paths.settings) return say("place.settings");
    return say("place.rooms");
  };
  const title = `${unread > 0 ? `(${formatCount(unread)}) ` : ""}${place()}, ${say("product")}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
