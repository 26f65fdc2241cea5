import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { useConversation, useDirects } from "../features/conversations/conversations.store.ts";
import { RoomAbout } from "../features/conversations/RoomAbout.tsx";
import { seenInThread } from "../features/desk/desk.actions.ts";
import { WriteTo } from "../features/direct-messages/WriteTo.tsx";
import { MemberCard } from "../features/members/MemberCard.tsx";
import { MemberPanel } from "../features/members/MemberPanel.tsx";
import type { RoomMember } from "../features/members/member-roles.ts";
import { CollectionPane } from "../features/messages/CollectionPane.tsx";
import { ThreadPane } from "../features/messages/ThreadPane.tsx";
import { paths } from "../platform/paths.ts";
import type { FrameProps, Side } from "./side.ts";
import { useLentRights, useStanding } from "./use-lent-rights.ts";
import { useMemberModeration } from "./use-member-moderation.ts";

export interface SidePaneProps extends FrameProps {
  conversationId: string;
  side: NonNullable<Side>;
}

/** The right pane of a conversation: its members, or one member. `onSanction` opens the dialog of moderation. */
export function SidePane({ conversationId, side, onSide, onSanction }: SidePaneProps) {
  const [, navigate] = useLocation();
  const directs = useDirects();
  const summary = useConversation(conversationId);
  const isRoom = summary?.kind === "room";
  // Two people need no list of members: the other one's card stands in its place.
  const isOther = summary?.kind === "direct" && (side.view === "members" || side.view === "member");
  const shown: NonNullable<Side> = isOther ? { view: "member", userId: summary.with.id } : side;
  const [writingTo, setWritingTo] = useState<RoomMember | null>(null);
  const moderation = useMemberModeration(conversationId, onSanction);
  const standing = useStanding(conversationId);
  const lent = useLentRights({ conversationId, onSide, onSanction });
  const onWrite = (member: RoomMember): void => {
    const known = directs.find((direct) => direct.with.id === member.id);
    if (!known) setWritingTo(member);
    else {
      onSide(null);
      navigate(paths.conversation(known.id));
    }
  };
  const shared = { conversationId, onWrite, moderation, onClose: () => onSide(null) };
  const view = (): ReactNode => {
    switch (shown.view) {
      case "members":
        return (
          <MemberPanel
            {...shared}
            about={<RoomAbout conversationId={conversationId} />}
            onCard={({ id }) => onSide({ view: "member", userId: id })}
          />
        );
      case "thread":
        return (
          <ThreadPane
            key={shown.messageId}
            {...standing}
            conversationId={conversationId}
            threadId={shown.messageId}
            lent={lent}
            onSeen={(seq) => seenInThread({ conversationId, threadId: shown.messageId }, seq)}
            onClose={() => onSide(null)}
          />
        );
      case "pinned":
      case "questions":
      case "photos":
        return (
          <CollectionPane
            conversationId={conversationId}
            of={shown.view}
            onThread={(messageId) => onSide({ view: "thread", messageId })}
            onClose={() => onSide(null)}
          />
        );
      case "member":
        return (
          <MemberCard
            {...shared}
            userId={shown.userId}
            onBack={isRoom ? () => onSide({ view: "members" }) : undefined}
          />
        );
    }
  };
  return (
    <>
      {view()}
      {writingTo && <WriteTo to={writingTo} onClose={() => setWritingTo(null)} />}
    </>
  );
}
