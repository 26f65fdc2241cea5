import { type RefObject, useEffect } from "react";
import type { VirtualizerHandle } from "virtua";
import { messagesStore } from "./messages.store.ts";
import type { TimelineItem } from "./timeline-items.ts";

export interface TargetOptions {
  conversationId: string;
  /** Null while those on the screen are of the last visit: they will be replaced. */
  items: readonly TimelineItem[] | null;
  list: RefObject<VirtualizerHandle | null>;
  /** Gives a row focus. */
  focusRow: (key: string) => void;
  /** Called before the list goes to the message. */
  onLeave: () => void;
}

/** Brings the message that was asked for into the middle of the list, as soon as it is there, and gives it focus. */
export function useTarget({ conversationId, items, list, focusRow, onLeave }: TargetOptions): void {
  const target = messagesStore((state) => state.target);
  const wanted = target?.conversationId === conversationId ? target : null;
  useEffect(() => {
    if (!wanted || !items) return;
    const index = items.findIndex((item) => item.kind === "message" && item.message.seq === wanted.seq);
    const key = items[index]?.key;
    if (key === undefined) return;
    messagesStore.setState({ target: null });
    onLeave();
    list.current?.scrollToIndex(index, { align: "center" });
    focusRow(key);
  }, [wanted, items, list, focusRow, onLeave]);
}
