import type { ReactNode } from "react";
import { useConversation } from "../features/conversations/conversations.store.ts";
import type { MutedNoticeProps } from "../features/moderation/MutedNotice.tsx";
import { useMuteIn } from "../features/moderation/moderation.store.ts";
import { definePart, usePart } from "../platform/parts.ts";

const notice = definePart(async () => (await import("../features/moderation/MutedNotice.tsx")).MutedNotice);

/** An element from the first moment on, be it empty: the composer goes at once. */
function MutedPlace(props: MutedNoticeProps) {
  const MutedNotice = usePart(notice, true);
  return MutedNotice && <MutedNotice {...props} />;
}

/** @returns what takes the composer's place while I am muted in a conversation; null while I may write */
export function useMutedNotice(conversationId: string): ReactNode {
  const mute = useMuteIn(conversationId);
  const conversation = useConversation(conversationId);
  if (!mute) return null;
  const room = mute.conversationId !== null && conversation?.kind === "room" ? conversation.room.name : null;
  return <MutedPlace mute={mute} room={room} />;
}
