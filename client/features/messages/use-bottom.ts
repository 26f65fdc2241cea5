import { type RefObject, useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { useLeaving } from "./use-leaving.ts";

/** Nearer than this to the end counts as being there, in pixels. */
const nearPx = 48;
/** A list just opened rests once nothing has moved for so many frames; it is taken to rest after so many at the latest. */
const restFrames = 12;
const settlingFramesAtMost = 120;

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
  toBottom: () => void;
  /** Somebody goes elsewhere in the list: it no longer stays at its end, unless it comes to rest there. */
  leave: () => void;
}

/**
 * What the list is doing. On its way to where it begins, until its rows are measured, what lies near tells nothing;
 * when somebody has just left its end, that the end is still near does not hold her.
 */
type Phase = "opening" | "leaving" | "resting";

/** Keeps the list at its end while one is there, and only then; says when an end comes near. */
export function useBottom(options: BottomOptions): Bottom {
  const { list, scroller, count, lastKey, startIndex, hasNewer, onNear } = options;
  const sticks = useRef(startIndex === null);
  const phase = useRef<Phase>("opening");
  const [isMoving, setMoving] = useState(0);
  const [isAtBottom, setAtBottom] = useState(startIndex === null);

  const look = (): void => {
    const box = scroller.current;
    if (!box || phase.current === "opening") return;
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (hasNewer) sticks.current = false;
    else if (below <= nearPx && phase.current === "resting") sticks.current = true;
    setAtBottom(sticks.current);
    if (box.scrollTop < box.clientHeight) onNear("start");
    if (below < box.clientHeight) onNear("end");
  };
  const stay = (): void => {
    const box = scroller.current;
    // Not by index: the list gives that up on the way when rows turn out taller than guessed.
    if (sticks.current && box) box.scrollTop = box.scrollHeight;
  };

  const begin = useEffectEvent((): void => {
    if (startIndex === null) stay();
    else list.current?.scrollToIndex(startIndex, { align: "start", offset: -nearPx });
  });
  useLayoutEffect(() => begin(), []);
  const resized = useEffectEvent((): void => {
    stay();
    look();
  });
  // Asked of the page itself, which knows the true heights; what is scrolled to any earlier is cut off at the old end.
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(() => resized());
    for (const element of [box, ...box.children]) observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  const rested = useEffectEvent((): void => {
    phase.current = "resting";
    look();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: watches anew each time somebody moves.
  useEffect(() => {
    let frames = 0;
    let still = 0;
    let before = "";
    let frame = requestAnimationFrame(function settle() {
      const now = `${scroller.current?.scrollTop} ${scroller.current?.scrollHeight}`;
      still = now === before ? still + 1 : 0;
      before = now;
      frames += 1;
      if (still >= restFrames || frames >= settlingFramesAtMost) rested();
      else frame = requestAnimationFrame(settle);
    });
    return () => cancelAnimationFrame(frame);
  }, [scroller, isMoving]);
  const leave = useCallback((): void => {
    phase.current = "leaving";
    sticks.current = false;
    setMoving((times) => times + 1);
  }, []);
  useLeaving(scroller, leave);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when rows come or go, whatever else changes.
  useEffect(() => {
    stay();
    look();
  }, [count, lastKey, hasNewer]);

  return {
    isAtBottom,
    onScroll: look,
    toBottom: () => {
      phase.current = "resting";
      sticks.current = true;
      setAtBottom(true);
      stay();
    },
    leave,
  };
}
