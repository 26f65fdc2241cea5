import type { ReactNode } from "react";
import { useConversation } from "../features/conversations/conversations.store.ts";
import { MutedNotice } from "../features/moderation/MutedNotice.tsx";
import { useMuteIn } from "../features/moderation/moderation.store.ts";

/** @returns what takes the composer's place while I am muted in a conversation; null while I may write */
export function useMutedNotice(conversationId: string): ReactNode {
  const mute = useMuteIn(conversationId);
  const conversation = useConversation(conversationId);
  if (!mute) return null;
  const room = mute.conversationId !== null && conversation?.kind === "room" ? conversation.room.name : null;
  return <MutedNotice mute={mute} room={room} />;
}
