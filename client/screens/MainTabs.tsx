import { MessageSquare, MessagesSquare, Scale, SlidersHorizontal } from "lucide-react";
import { useRequests, useUnreadDirects } from "../features/conversations/conversations.store.ts";
import { usePermissions } from "../features/moderation/moderation.store.ts";
import { useWords } from "../platform/i18n.ts";
import { paths } from "../platform/paths.ts";
import { type BottomTab, BottomTabs } from "../ui/BottomTabs.tsx";
import { screenWords } from "./screens.catalogue.ts";

/** The main places, at the bottom of a phone. */
export function MainTabs() {
  const say = useWords(screenWords);
  const { moderate } = usePermissions(null);
  const waiting = useUnreadDirects() + useRequests().length;
  const moderation: BottomTab[] = moderate
    ? [{ id: "moderation", href: paths.moderation, label: say("tabs.moderation"), icon: Scale }]
    : [];
  return (
    <BottomTabs
      current="rooms"
      tabs={[
        { id: "rooms", href: paths.home, label: say("tabs.rooms"), icon: MessagesSquare },
        { id: "messages", href: paths.messages, label: say("tabs.messages"), icon: MessageSquare, unread: waiting },
        ...moderation,
        { id: "settings", href: paths.settings, label: say("tabs.settings"), icon: SlidersHorizontal },
      ]}
    />
  );
}
