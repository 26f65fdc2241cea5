import { type RefObject, useEffect } from "react";

/** The keys that go back in a list. */
const backKeys: ReadonlySet<string> = new Set(["ArrowUp", "PageUp", "Home"]);

/**
 * Calls when a person moves a list back or takes it in hand: wheel, finger, scroll bar, keys. Where the list stands
 * cannot tell: rows that turn out taller or smaller than guessed move it too.
 */
export function useLeaving(scroller: RefObject<HTMLElement | null>, onLeave: () => void): void {
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const onWheel = (event: WheelEvent): void => {
      if (event.deltaY < 0 && !event.ctrlKey) onLeave();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (backKeys.has(event.key)) onLeave();
    };
    // The bar is a part of the box itself; a press on a row is no move.
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target === box) onLeave();
    };
    const watched = new AbortController();
    const options = { signal: watched.signal, passive: true };
    box.addEventListener("wheel", onWheel, options);
    box.addEventListener("touchmove", onLeave, options);
    box.addEventListener("keydown", onKeyDown, options);
    box.addEventListener("pointerdown", onPointerDown, options);
    return () => watched.abort();
  }, [scroller, onLeave]);
}
