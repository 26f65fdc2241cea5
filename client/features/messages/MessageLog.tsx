import { ArrowDown } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useWords } from "../../platform/i18n.ts";
import { preloadParts } from "../../platform/parts.ts";
import { messagesId } from "../../ui/AppShell.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { LogHead, logHeadPx } from "./LogHead.tsx";
import styles from "./MessageLog.module.css";
import { MessageRow } from "./MessageRow.tsx";
import type { MessageRights } from "./message-rights.ts";
import { loadNewer, loadOlder } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import type { TimelineView } from "./messages.store.ts";
import { PendingRow } from "./PendingRow.tsx";
import type { RowPlace } from "./Row.tsx";
import type { TimelineItem } from "./timeline-items.ts";
import { useBottom } from "./use-bottom.ts";
import { useReadMarks } from "./use-read-marks.ts";
import { useRoving } from "./use-roving.ts";
import { useTarget } from "./use-target.ts";

export interface MessageLogProps {
  conversationId: string;
  name: string;
  view: TimelineView;
  items: readonly TimelineItem[];
  /** Older rows come in at the start in this render. */
  isPrepended: boolean;
  /** Begins at the line of « new », else at the end. */
  beginsAtNew: boolean;
  me: string | null;
  rights: MessageRights;
  /** Goes to the present, wherever it is. */
  onPresent: () => void;
}

/** The list of messages: only the rows in sight are in the page; keeps its place whatever comes above or below. */
export function MessageLog(props: MessageLogProps) {
  const { conversationId, name, view, items, isPrepended, beginsAtNew, me, rights, onPresent } = props;
  const say = useWords(messageWords);
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const firstNew = items.findIndex((item) => item.kind === "message" && item.isFirstNew);

  const onNear = (end: "start" | "end"): void => {
    if (view.loading !== "none" || view.failed) return;
    if (end === "start" && view.hasOlder) void loadOlder(conversationId);
    if (end === "end" && view.hasNewer) void loadNewer(conversationId);
  };
  const bottom = useBottom({
    list,
    scroller,
    count: items.length,
    lastKey: items.at(-1)?.key,
    startIndex: beginsAtNew && firstNew !== -1 ? firstNew : null,
    hasNewer: view.hasNewer,
    onNear,
  });
  const { isAtBottom } = bottom;
  useReadMarks({ conversationId, items, readSeq: view.readSeq, isAtBottom, list, scroller });
  const roving = useRoving(items, list);
  const target = view.isKept ? null : items;
  useTarget({ conversationId, items: target, list, focusRow: roving.focusRow, onLeave: bottom.leave });
  const activeIndex = items.findIndex(({ key }) => key === roving.activeKey);
  const arrived = useArrivedSince(items, me, isAtBottom);
  const goToPresent = (): void => {
    bottom.toBottom();
    onPresent();
  };
  useOwnWords(view.pending, goToPresent);
  useEffect(preloadParts, []);

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        id={messagesId}
        className={styles.log}
        role="log"
        aria-label={say("log", { name })}
        aria-relevant="additions"
        // Rows come and go as it scrolls: what is new is announced beside it.
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard.
        tabIndex={0}
        onKeyDown={roving.onKeyDown}
      >
        <LogHead conversationId={conversationId} view={view} />
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={items}
          shift={isPrepended}
          startMargin={logHeadPx}
          keepMounted={activeIndex === -1 ? [] : [activeIndex]}
          onScroll={bottom.onScroll}
        >
          {(item) => (
            <PlacedRow
              key={item.key}
              item={item}
              isMine={item.kind === "message" && item.message.authorId === me}
              isActive={item.key === roving.activeKey}
              wanted={roving.wanted?.key === item.key ? roving.wanted : null}
              onFocusRow={roving.onFocusRow}
              rights={rights}
            />
          )}
        </Virtualizer>
      </div>
      {!isAtBottom && (
        <Pill onPress={goToPresent}>
          {arrived > 0 && !view.hasNewer ? say("arrived", { count: arrived }) : say("toPresent")}
        </Pill>
      )}
    </div>
  );
}

/** Runs when I have just written something: one follows one's own words. */
function useOwnWords(pending: TimelineView["pending"], onWritten: () => void): void {
  const newest = pending.reduce((at, entry) => Math.max(at, entry.at), 0);
  const known = useRef(newest);
  const run = useEffectEvent(onWritten);
  useEffect(() => {
    if (newest > known.current) run();
    known.current = Math.max(known.current, newest);
  }, [newest]);
}

/** How many messages of others came since the end was last in sight. */
function useArrivedSince(items: readonly TimelineItem[], me: string | null, isAtBottom: boolean): number {
  const newest = items.reduce((seq, item) => (item.kind === "message" ? Math.max(seq, item.message.seq) : seq), 0);
  const [seen, setSeen] = useState(newest);
  if (isAtBottom && seen !== newest) setSeen(newest);
  return items.filter(
    (item) =>
      item.kind === "message" &&
      item.message.seq > seen &&
      item.message.authorId !== me &&
      item.message.deleted === "no",
  ).length;
}

function Pill({ children, onPress }: { children: ReactNode; onPress: () => void }) {
  return (
    <Button className={styles.pill ?? ""} onPress={onPress}>
      <Icon of={ArrowDown} />
      {children}
    </Button>
  );
}

interface PlacedRowProps extends Omit<RowPlace, "onFocus"> {
  item: TimelineItem;
  isMine: boolean;
  onFocusRow: (key: string) => void;
  rights: MessageRights;
}

function PlacedRow({ item, isMine, isActive, wanted, onFocusRow, rights }: PlacedRowProps) {
  const onFocus = useCallback(() => onFocusRow(item.key), [onFocusRow, item.key]);
  const place = useMemo(() => ({ isActive, wanted, onFocus }), [isActive, wanted, onFocus]);
  return item.kind === "message" ? (
    <MessageRow item={item} isMine={isMine} place={place} rights={rights} />
  ) : (
    <PendingRow item={item} place={place} />
  );
}
