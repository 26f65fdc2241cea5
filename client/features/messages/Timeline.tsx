import { type ReactNode, useMemo, useRef } from "react";
import { useWords } from "../../platform/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import { LatentMessages } from "./LatentMessages.tsx";
import { MessageLog } from "./MessageLog.tsx";
import { jumpToPresent, openConversation } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import { useTimeline } from "./messages.store.ts";
import styles from "./Timeline.module.css";
import { timelineItems } from "./timeline-items.ts";
import { useArrivals } from "./use-arrivals.ts";
import { type LentRights, useMessageDialogs } from "./use-message-dialogs.tsx";
import { useWindow } from "./use-window.ts";

export interface TimelineProps {
  conversationId: string;
  /** Of the room, or of the other person. */
  name: string;
  canModerate: boolean;
  /** I may write here now: not muted, not archived. */
  canWrite: boolean;
  /** What other features lend: sanctions, cards of members, threads, bookmarks. */
  lent: LentRights;
  canPin: boolean;
  /** Stands in a conversation without any message. */
  empty: ReactNode;
}

/** What was said in a conversation. `openConversation` must have been called for it. */
export function Timeline({ conversationId, name, canModerate, canWrite, canPin, lent, empty }: TimelineProps) {
  const view = useTimeline(conversationId);
  const me = useMyId();
  const { rows, pending, hasNewer, firstUnreadSeq, loading, failed } = view;
  const items = useMemo(
    // Away from the present, what I have just written stands at its true end, out of sight.
    () => timelineItems({ rows, pending: hasNewer ? [] : pending, firstUnreadSeq, me }),
    [rows, pending, hasNewer, firstUnreadSeq, me],
  );
  const { generation, isPrepended } = useWindow(rows);
  const beginsAtNew = useRef(true);
  const words = useArrivals({ rows, me, hasNewer });
  const { rights, dialogs } = useMessageDialogs({ canModerate, canWrite, canPin, lent });

  if (items.length === 0) {
    return (
      <div className={styles.nothing}>
        {failed ? <Failed conversationId={conversationId} /> : loading === "first" ? <LatentMessages /> : empty}
      </div>
    );
  }
  return (
    <>
      <MessageLog
        key={generation}
        conversationId={conversationId}
        name={name}
        view={view}
        items={items}
        isPrepended={isPrepended}
        beginsAtNew={beginsAtNew.current}
        me={me}
        rights={rights}
        onPresent={() => {
          beginsAtNew.current = false;
          void jumpToPresent(conversationId);
        }}
      />
      <p className="sr-only" role="status">
        {words}
      </p>
      {dialogs}
    </>
  );
}

function Failed({ conversationId }: { conversationId: string }) {
  const say = useWords(messageWords);
  return (
    <Notice
      tone="danger"
      live
      actions={
        <Button size="small" onPress={() => void openConversation(conversationId)}>
          {say("retry")}
        </Button>
      }
    >
      {say("failed")}
    </Notice>
  );
}
