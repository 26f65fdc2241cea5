import { type RefObject, useEffect, useEffectEvent } from "react";
import type { VirtualizerHandle } from "virtua";
import { seenInConversation } from "../conversations/conversations.actions.ts";
import type { TimelineItem } from "./timeline-items.ts";

/** How long a message must stay in view to count as read, in milliseconds, and how often we look. */
const dwellMs = 1_000;
const everyMs = 250;

export interface ReadMarkOptions {
  conversationId: string;
  items: readonly TimelineItem[];
  readSeq: number;
  isAtBottom: boolean;
  list: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLElement | null>;
}

function seqOf(item: TimelineItem | undefined): number {
  return item?.kind === "message" ? item.message.seq : 0;
}

function isLooking(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/**
 * Moves the read mark, only while the window has focus: to the end once the end is reached, else to the last message that
 * stayed wholly in view for a second.
 */
export function useReadMarks({ conversationId, items, readSeq, isAtBottom, list, scroller }: ReadMarkOptions): void {
  const newest = items.reduce((highest, item) => Math.max(highest, seqOf(item)), 0);
  const hasUnread = newest > readSeq;

  const inView = useEffectEvent((): number[] => {
    const box = scroller.current;
    const handle = list.current;
    if (!box || !handle || box.clientHeight === 0) return [];
    const end = box.scrollTop + box.clientHeight;
    const seqs: number[] = [];
    for (let index = handle.findItemIndex(box.scrollTop); index < items.length; index += 1) {
      if (handle.getItemOffset(index) + handle.getItemSize(index) > end + 1) break;
      seqs.push(seqOf(items[index]));
    }
    return seqs;
  });
  const look = useEffectEvent((since: Map<number, number>): void => {
    const box = scroller.current;
    if (!isLooking() || !box || box.clientHeight === 0) {
      since.clear();
      return;
    }
    if (isAtBottom) {
      seenInConversation(conversationId, newest);
      return;
    }
    const now = performance.now();
    const seqs = new Set(inView());
    for (const seq of since.keys()) if (!seqs.has(seq)) since.delete(seq);
    let read = 0;
    for (const seq of seqs) {
      const from = since.get(seq) ?? now;
      since.set(seq, from);
      if (now - from >= dwellMs) read = Math.max(read, seq);
    }
    if (read > readSeq) seenInConversation(conversationId, read);
  });

  useEffect(() => {
    if (!hasUnread) return;
    const since = new Map<number, number>();
    const tick = (): void => look(since);
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [hasUnread]);
}
