import { type KeyboardEvent, type RefObject, useCallback, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { TimelineItem } from "./timeline-items.ts";

export interface Roving {
  /** The row that Tab leads to; null: the list itself only. */
  activeKey: string | null;
  /** The row that must take focus now; a new object each time it is asked. */
  wanted: { key: string } | null;
  onKeyDown: (event: KeyboardEvent) => void;
  /** Gives a row focus. */
  focusRow: (key: string) => void;
  /** A row, or something in it, took focus. */
  onFocusRow: (key: string) => void;
}

/** Arrow keys, Home and End move focus from message to message. Rows out of sight are brought in. */
export function useRoving(items: readonly TimelineItem[], list: RefObject<VirtualizerHandle | null>): Roving {
  const [activeKey, setActive] = useState<string | null>(null);
  const [wanted, setWanted] = useState<{ key: string } | null>(null);

  const focusRow = useCallback((key: string): void => {
    setActive(key);
    setWanted({ key });
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    // What happens in a menu or a dialog of ours comes by here too.
    const isOurs = event.currentTarget.contains(event.target as Node);
    if (!isOurs || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = items.length - 1;
    const isOnRow = event.target !== event.currentTarget;
    const at = isOnRow ? items.findIndex(({ key }) => key === activeKey) : -1;
    const steps: Partial<Record<string, number>> = {
      ArrowUp: at === -1 ? last : at - 1,
      ArrowDown: at === -1 ? last : at + 1,
      Home: 0,
      End: last,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = Math.min(Math.max(step, 0), last);
    const key = items[index]?.key;
    if (key === undefined) return;
    focusRow(key);
    list.current?.scrollToIndex(index, { align: "nearest" });
  };
  return { activeKey, wanted, onKeyDown, focusRow, onFocusRow: setActive };
}
