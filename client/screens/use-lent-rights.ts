import { useMemo } from "react";
import { useConversation } from "../features/conversations/conversations.store.ts";
import { useBookmarks } from "../features/desk/use-bookmarks.ts";
import type { LentRights } from "../features/messages/use-message-dialogs.tsx";
import { useMuteIn, usePermissions } from "../features/moderation/moderation.store.ts";
import type { FrameProps } from "./side.ts";

type Frame = Pick<FrameProps, "onSide" | "onSanction"> & { conversationId: string };

/** @returns what features lend to the messages of a conversation */
export function useLentRights({ conversationId, onSide, onSanction }: Frame): LentRights {
  const isRoom = useConversation(conversationId)?.kind === "room";
  const bookmarks = useBookmarks();
  return useMemo(
    () => ({
      bookmarks,
      canForward: isRoom,
      onMember: (userId) => onSide({ view: "member", userId }),
      onThread: isRoom ? (messageId) => onSide({ view: "thread", messageId }) : undefined,
      onSanction: isRoom ? onSanction : undefined,
    }),
    [isRoom, onSide, onSanction, bookmarks],
  );
}

/** @returns what I may do in a conversation that I am in, by its state and mine */
export function useStanding(conversationId: string): { canWrite: boolean; canModerate: boolean; canPin: boolean } {
  const summary = useConversation(conversationId);
  const { moderate } = usePermissions(conversationId);
  const isMuted = useMuteIn(conversationId) !== null;
  switch (summary?.kind) {
    case "room":
      return { canWrite: !isMuted && !summary.room.archived, canModerate: moderate, canPin: moderate };
    case "direct": {
      const canWrite = !isMuted && !summary.blockedByMe && summary.state === "open";
      return { canWrite, canModerate: false, canPin: true };
    }
    case undefined:
      return { canWrite: false, canModerate: false, canPin: false };
  }
}
