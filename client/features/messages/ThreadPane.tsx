import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from "react";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import { Composer } from "./Composer.tsx";
import { MessageRow } from "./MessageRow.tsx";
import { goToMessage, loadOlder } from "./messages.actions.ts";
import { useTimeline } from "./messages.store.ts";
import { PendingRow } from "./PendingRow.tsx";
import { openThreadTimeline } from "./pages.ts";
import { useQuoted } from "./quotes.ts";
import styles from "./ThreadPane.module.css";
import { threadKey } from "./thread-key.ts";
import { threadWords } from "./threads.catalogue.ts";
import { type TimelineItem, type TimelineSource, timelineItems } from "./timeline-items.ts";
import { type LentRights, useMessageDialogs } from "./use-message-dialogs.tsx";

export interface ThreadPaneProps {
  conversationId: string;
  /** The message that the thread is of. */
  threadId: string;
  canWrite: boolean;
  canModerate: boolean;
  canPin: boolean;
  lent: LentRights;
  /** The newest answer was on the screen. */
  onSeen: (seq: number) => void;
  onClose: () => void;
}

const still = { isActive: true, wanted: null, onFocus: () => undefined };

/** A message and what was answered to it apart from the room. */
export function ThreadPane(props: ThreadPaneProps) {
  const { conversationId, threadId, canWrite, onClose, onSeen, lent } = props;
  const say = useWords(threadWords);
  const key = threadKey(conversationId, threadId);
  const me = useMyId();
  const root = useQuoted(conversationId, threadId);
  const { rows, pending, hasOlder, loading, failed } = useTimeline(key);
  useEffect(() => void openThreadTimeline(conversationId, threadId), [conversationId, threadId]);
  const [opening, items] = useMemo(() => threadItems({ root, rows, pending, me }), [root, rows, pending, me]);
  // A thread within a thread there is none.
  const inThread = useMemo(() => ({ ...lent, onThread: undefined }), [lent]);
  const { rights, dialogs } = useMessageDialogs({ ...props, lent: inThread });
  const seen = useEffectEvent(onSeen);
  const newest = rows.findLast(({ authorId }) => authorId !== me)?.seq;
  useEffect(() => {
    const look = (): void => {
      if (newest !== undefined && document.visibilityState === "visible") seen(newest);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [newest]);
  const body = useRef<HTMLDivElement>(null);
  useStickyEnd(body, items.at(-1)?.key);
  const row = (item: TimelineItem): ReactNode =>
    item.kind === "message" ? (
      <MessageRow key={item.key} item={item} isMine={item.message.authorId === me} place={still} rights={rights} />
    ) : (
      <PendingRow key={item.key} item={item} place={still} />
    );
  return (
    <>
      <PanelHead title={say("title")} onClose={onClose} />
      <div ref={body} className={styles.body} role="log" aria-label={say("answers")} aria-live="polite">
        {root === null && <p className={styles.words}>{say("gone")}</p>}
        {opening && row(opening)}
        {root && (
          <Button size="small" onPress={() => void goToMessage(conversationId, root.seq)}>
            {say("toMessage")}
          </Button>
        )}
        <hr className={styles.rule} />
        {hasOlder && (
          <Button size="small" isPending={loading === "older"} onPress={() => void loadOlder(key)}>
            {say("older")}
          </Button>
        )}
        {failed && <p role="alert">{say("failed")}</p>}
        {items.length === 0 && loading === "none" && !failed && <p className={styles.words}>{say("none")}</p>}
        {items.map(row)}
      </div>
      {canWrite && (
        <div className={styles.foot}>
          <Composer conversationId={conversationId} threadId={threadId} label={say("label")} canCallAll={false} />
        </div>
      )}
      {dialogs}
    </>
  );
}

type ThreadSource = Omit<TimelineSource, "firstUnreadSeq"> & { root: Message | null | undefined };

/** @returns the message that the thread is of, if it is there, and what was answered: the first answer tells who says it */
function threadItems({ root, rows, ...source }: ThreadSource): [TimelineItem | undefined, TimelineItem[]] {
  const all = timelineItems({ ...source, rows: root ? [root, ...rows] : rows, firstUnreadSeq: null });
  if (!root) return [undefined, all];
  const [opening, first, ...others] = all;
  return [opening, first ? [{ ...first, continued: false }, ...others] : []];
}

/** Keeps the end in sight when something comes while it is. */
function useStickyEnd(box: { readonly current: HTMLElement | null }, lastKey: string | undefined): void {
  const wasAtEnd = useRef(true);
  const note = useEffectEvent(() => {
    const element = box.current;
    if (element) wasAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
  });
  useEffect(() => {
    const element = box.current;
    const listen = (): void => note();
    element?.addEventListener("scroll", listen, { passive: true });
    return () => element?.removeEventListener("scroll", listen);
  }, [box]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something came at the end.
  useLayoutEffect(() => {
    const element = box.current;
    if (element && wasAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [box, lastKey]);
}
