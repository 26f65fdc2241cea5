import { useEffect, useEffectEvent, useState } from "react";
import { useLocation } from "wouter";
import { useDirects, useRoomsByTheme } from "../features/conversations/conversations.store.ts";
import { paths } from "../platform/paths.ts";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** @returns whether the key leads to the search: Ctrl+Shift+F (⌘⇧F), or / where nothing is being written */
function asksForSearch({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return shiftKey && !altKey && key.toLowerCase() === "f";
  return key === "/" && !altKey && !isTyping(target);
}

/** Keys that work wherever she is: ? shows the help, / leads to the search, Alt and an arrow goes to the conversation above or below. */
export function useShortcuts(conversationId: string | null) {
  const [isOpen, setOpen] = useState(false);
  const [, navigate] = useLocation();
  const themes = useRoomsByTheme();
  const directs = useDirects();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (asksForSearch(event) && !document.querySelector('[role="dialog"]')) {
      event.preventDefault();
      navigate(paths.search);
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "?" && !event.altKey && !isTyping(event.target)) {
      event.preventDefault();
      setOpen(true);
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!event.altKey || event.shiftKey || step === 0 || document.querySelector('[role="dialog"]')) return;
    const rooms = themes.flatMap((group) => group.rooms.filter((entry) => entry.joined).map((entry) => entry.room.id));
    const ids = [...rooms, ...directs.map((direct) => direct.id)];
    const from = conversationId ? ids.indexOf(conversationId) : -1;
    const next = ids[from < 0 ? 0 : (from + step + ids.length) % ids.length];
    if (next === undefined) return;
    event.preventDefault();
    navigate(paths.conversation(next));
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKeyDown(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}
