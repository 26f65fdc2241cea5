import { CircleHelp, Images, Pin, Scale, SlidersHorizontal } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useEffectEvent, useLayoutEffect, useState } from "react";
import { Redirect } from "wouter";
import type { ConversationSummary } from "../../shared/conversations.ts";
import { ConversationHeader } from "../features/conversations/ConversationHeader.tsx";
import {
  useConversation,
  useConversationsListed,
  useRequests,
  useRoomsByTheme,
} from "../features/conversations/conversations.store.ts";
import { JoinRoom } from "../features/conversations/JoinRoom.tsx";
import { NoConversation } from "../features/conversations/NoConversation.tsx";
import { AskedNotice, BlockedNotice } from "../features/direct-messages/DirectStates.tsx";
import { ArchivedNotice } from "../features/messages/ArchivedNotice.tsx";
import { Composer } from "../features/messages/Composer.tsx";
import { EmptyConversation } from "../features/messages/EmptyConversation.tsx";
import { LatentMessages } from "../features/messages/LatentMessages.tsx";
import { aimAt, closeConversation, goToMessage, openConversation } from "../features/messages/messages.actions.ts";
import { messageWords } from "../features/messages/messages.catalogue.ts";
import { Timeline } from "../features/messages/Timeline.tsx";
import { TypingLine } from "../features/messages/TypingLine.tsx";
import { usePermissions } from "../features/moderation/moderation.store.ts";
import { useWords } from "../platform/i18n.ts";
import { paths } from "../platform/paths.ts";
import type { MenuEntry } from "../ui/menu-entry.ts";
import { gestureWords } from "./gestures.catalogue.ts";
import type { FrameProps } from "./side.ts";
import styles from "./Talk.module.css";
import { useLentRights } from "./use-lent-rights.ts";

const RoomPreferences = lazy(() => import("../features/desk/RoomPreferences.tsx"));
const RoomSanctions = lazy(() => import("../features/moderation/RoomSanctions.tsx"));

export interface ConversationScreenProps extends FrameProps {
  conversationId: string;
  /** The place of a message that the address names; null: none. */
  seq: number | null;
  /** Takes the composer's place while it is given. */
  mutedNotice: ReactNode;
}

/** The centre pane at /c/:conversationId: a conversation that I am in, the door of a room, or nothing that I may know. */
export function ConversationScreen(props: ConversationScreenProps) {
  const { conversationId } = props;
  const summary = useConversation(conversationId);
  const listed = useConversationsListed();
  const isRequest = useRequests().some((request) => request.conversationId === conversationId);
  const entries = useRoomsByTheme().flatMap(({ rooms }) => rooms);
  const room = entries.find((entry) => entry.room.id === conversationId)?.room;
  // Her text is shown on the card only, once it is asked for.
  if (isRequest) return <Redirect to={`${paths.messages}#${conversationId}`} replace />;
  return (
    <div className={styles.talk}>
      {summary ? (
        <Talk {...props} summary={summary} />
      ) : room ? (
        <JoinRoom room={room} />
      ) : listed ? (
        <NoConversation />
      ) : (
        <LatentMessages />
      )}
    </div>
  );
}

/** What stands in the composer's place; null where I may write. */
function closedComposer(summary: ConversationSummary, mutedNotice: ReactNode): ReactNode {
  switch (summary.kind) {
    case "room":
      return summary.room.archived ? <ArchivedNotice /> : mutedNotice;
    case "direct":
      if (summary.blockedByMe) return <BlockedNotice summary={summary} />;
      return summary.state === "asked" ? <AskedNotice summary={summary} /> : mutedNotice;
  }
}

function Talk(props: ConversationScreenProps & { summary: ConversationSummary }) {
  const { conversationId, seq, summary, mutedNotice, side, onSide, onSanction } = props;
  const { moderate } = usePermissions(conversationId);
  const lent = useLentRights({ conversationId, onSide, onSanction });
  const sayGesture = useWords(gestureWords);
  const sayMessage = useWords(messageWords);
  const [isOpened, setOpened] = useState(false);
  const [isPreferring, setPreferring] = useState(false);
  const [isModerating, setModerating] = useState(false);
  // Before the first paint, and before the list looks where to begin: the line of « new » is frozen here.
  const open = useEffectEvent(() => {
    if (seq !== null) aimAt(conversationId, seq);
    void openConversation(conversationId);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each conversation is opened once.
  useLayoutEffect(() => {
    open();
    setOpened(true);
    return closeConversation;
  }, [conversationId]);
  useEffect(() => {
    if (seq !== null) void goToMessage(conversationId, seq);
  }, [conversationId, seq]);
  // Where the side panel covers the centre, it does not follow from one conversation to the next.
  const onArrival = useEffectEvent(() => {
    if (side && !matchMedia("(min-width: 1180px)").matches) onSide(null);
  });
  useLayoutEffect(() => onArrival(), []);
  const isRoom = summary.kind === "room";
  const name = isRoom ? summary.room.name : summary.with.displayName;
  const closed = closedComposer(summary, mutedNotice);
  const toggleSide = (): void => {
    if (side) onSide(null);
    else onSide(isRoom ? { view: "members" } : { view: "member", userId: summary.with.id });
  };
  const show = (view: "pinned" | "questions" | "photos") => (): void => onSide({ view });
  const entries: MenuEntry[] = [
    { id: "pinned", label: sayGesture("pinned"), icon: Pin, onAction: show("pinned") },
    { id: "photos", label: sayGesture("photos"), icon: Images, onAction: show("photos") },
    { id: "questions", label: sayGesture("questions"), icon: CircleHelp, onAction: show("questions") },
  ];
  if (isRoom) {
    const onAction = (): void => setPreferring(true);
    entries.push({ id: "preferences", label: sayGesture("preferences"), icon: SlidersHorizontal, onAction });
  }
  if (isRoom && moderate) {
    entries.push({
      id: "sanctions",
      label: sayGesture("sanctions"),
      icon: Scale,
      onAction: () => setModerating(true),
    });
  }
  return (
    <>
      <ConversationHeader
        conversationId={conversationId}
        isSideOpen={side !== null}
        onSide={toggleSide}
        entries={entries}
      />
      {isOpened && (
        <Timeline
          conversationId={conversationId}
          name={name}
          canModerate={isRoom && moderate}
          canWrite={closed === null}
          canPin={isRoom ? moderate : true}
          lent={lent}
          empty={<EmptyConversation conversationId={conversationId} kind={summary.kind} canWrite={closed === null} />}
        />
      )}
      <div className={styles.foot}>
        <TypingLine conversationId={conversationId} />
        {closed ?? (
          <Composer
            conversationId={conversationId}
            label={sayMessage(isRoom ? "composer.label" : "composer.labelTo", { name })}
            canCallAll={isRoom && moderate}
          />
        )}
      </div>
      <Suspense>
        {isPreferring && (
          <RoomPreferences conversationId={conversationId} name={name} onClose={() => setPreferring(false)} />
        )}
        {isModerating && (
          <RoomSanctions conversationId={conversationId} room={name} onClose={() => setModerating(false)} />
        )}
      </Suspense>
    </>
  );
}
