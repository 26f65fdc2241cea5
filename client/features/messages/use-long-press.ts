import { type PointerEvent, useEffect, useRef } from "react";

/** How long a finger rests before it counts, in milliseconds, and how far it may slip, in pixels. */
const restMs = 500;
const slipPx = 10;

export interface LongPress {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
}

/** A finger that rests on an element; not a mouse, not a finger on a link or a button. */
export function useLongPress(onLongPress: () => void): LongPress {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const from = useRef({ x: 0, y: 0 });
  const stop = (): void => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    onPointerDown: (event) => {
      const isControl = event.target instanceof Element && event.target.closest("a, button") !== null;
      if (event.pointerType !== "touch" || isControl) return;
      from.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(onLongPress, restMs);
    },
    onPointerMove: (event) => {
      if (Math.hypot(event.clientX - from.current.x, event.clientY - from.current.y) > slipPx) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  };
}
