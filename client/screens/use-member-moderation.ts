import { Gavel, UserRoundCog } from "lucide-react";
import { useMyId } from "../features/accounts/accounts.store.ts";
import { setRoomModerator } from "../features/conversations/conversations.actions.ts";
import { useConversation } from "../features/conversations/conversations.store.ts";
import type { RoomMember } from "../features/members/member-roles.ts";
import { usePermissions } from "../features/moderation/moderation.store.ts";
import { errorWords } from "../platform/errors.catalogue.ts";
import { codeOf } from "../platform/errors.ts";
import { say as sayNow, useWords } from "../platform/i18n.ts";
import type { MenuEntry } from "../ui/menu-entry.ts";
import { showToast } from "../ui/toasts.ts";
import { gestureWords } from "./gestures.catalogue.ts";
import type { FrameProps } from "./side.ts";

/** The gestures of moderation and administration on a member of a room, as lines of a menu: none for those who may not. */
export function useMemberModeration(
  conversationId: string,
  onSanction: FrameProps["onSanction"],
): (member: RoomMember) => MenuEntry[] {
  const say = useWords(gestureWords);
  const me = useMyId();
  const { administer } = usePermissions(conversationId);
  const isRoom = useConversation(conversationId)?.kind === "room";
  const appoint = (member: RoomMember, moderator: boolean): void => {
    setRoomModerator({ conversationId, userId: member.id, moderator }).then(
      () =>
        showToast({
          tone: "ok",
          title: sayNow(gestureWords, moderator ? "appointed" : "dismissed", { name: member.displayName }),
        }),
      (error: unknown) =>
        showToast({ tone: "danger", title: member.displayName, text: sayNow(errorWords, codeOf(error)) }),
    );
  };
  return (member) => {
    const entries: MenuEntry[] = [];
    if (administer && isRoom && member.roomRole !== undefined) {
      const isModerator = member.roomRole === "moderator";
      entries.push({
        id: "appoint",
        label: say(isModerator ? "dismiss" : "appoint"),
        icon: UserRoundCog,
        onAction: () => appoint(member, !isModerator),
      });
    }
    if (onSanction && member.id !== me) {
      entries.push({
        id: "sanction",
        label: say("sanction"),
        icon: Gavel,
        tone: "danger",
        onAction: () => onSanction({ userId: member.id, displayName: member.displayName }),
      });
    }
    return entries;
  };
}
