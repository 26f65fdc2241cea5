import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";

/** Nearer than this to the end counts as being there, in pixels. */
const nearPx = 48;
/** Frames after which a list just opened has measured the rows in sight: half a second. */
const settlingFrames = 30;

export interface BottomOptions {
  list: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLElement | null>;
  count: number;
  /** The last row: another one means that something came at the end. */
  lastKey: string | undefined;
  /** The row to begin at; null: the end. Read once. */
  startIndex: number | null;
  /** The rows do not reach the present: their end is no place to stay at. */
  hasNewer: boolean;
  /** The list came near one of its ends. */
  onNear: (end: "start" | "end") => void;
}

export interface Bottom {
  /** The end is in sight and the list stays there. */
  isAtBottom: boolean;
  onScroll: () => void;
  onResize: () => void;
  toBottom: () => void;
}

/** Keeps the list at its end while one is there, and only then; says when an end comes near. */
export function useBottom(options: BottomOptions): Bottom {
  const { list, scroller, count, lastKey, startIndex, hasNewer, onNear } = options;
  const sticks = useRef(startIndex === null);
  const offset = useRef(0);
  // Rows that are not measured yet can look like the end.
  const hasSettled = useRef(startIndex === null);
  const [isAtBottom, setAtBottom] = useState(startIndex === null);
  const last = count - 1;

  const look = (): void => {
    const box = scroller.current;
    if (!box) return;
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    // Content that grows never moves the offset back: only a person does.
    if (below <= nearPx && !hasNewer && hasSettled.current) sticks.current = true;
    else if (hasNewer || box.scrollTop < offset.current - 1) sticks.current = false;
    offset.current = box.scrollTop;
    setAtBottom(sticks.current);
    if (box.scrollTop < box.clientHeight) onNear("start");
    if (below < box.clientHeight) onNear("end");
  };
  const stay = (): void => {
    if (sticks.current) list.current?.scrollToIndex(last, { align: "end" });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: where the list begins is decided once.
  useLayoutEffect(() => {
    if (startIndex === null) stay();
    else list.current?.scrollToIndex(startIndex, { align: "start", offset: -nearPx });
  }, []);
  // Rows are taller than guessed until they have been measured, which moves the end away again: followed frame by frame.
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins with the list, and lasts until it rests.
  useEffect(() => {
    let frames = settlingFrames;
    let frame = requestAnimationFrame(function settle() {
      const box = scroller.current;
      if (!box) return;
      const below = box.scrollHeight - box.scrollTop - box.clientHeight;
      if (sticks.current && below > 1) box.scrollTop = box.scrollHeight;
      frames -= 1;
      hasSettled.current ||= frames === 0;
      if (frames > 0) frame = requestAnimationFrame(settle);
      else look();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when rows come or go, whatever else changes.
  useEffect(() => {
    stay();
    look();
  }, [count, lastKey, hasNewer]);

  return {
    isAtBottom,
    onScroll: look,
    onResize: () => {
      stay();
      look();
    },
    toBottom: () => {
      hasSettled.current = true;
      sticks.current = true;
      setAtBottom(true);
      stay();
    },
  };
}
