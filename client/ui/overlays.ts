// What lies over the page is a fifth of the kit, and nobody needs it before she presses something.
import { type ComponentType, useState } from "react";
import { definePart, type Part, usePart } from "../platform/parts.ts";

export const dialogPanel = definePart(async () => (await import("./DialogPanel.tsx")).DialogPanel);
export const menuPanel = definePart(async () => (await import("./MenuPanel.tsx")).MenuPanel);

/**
 * @returns the component once it has been open and is there: from then on it stays, so that it can close in its own
 * manner. When it cannot be fetched it is closed, so that the next press tries again.
 */
export function useOverlay<Props>(
  part: Part<ComponentType<Props>>,
  isOpen: boolean,
  onOpenChange: (isOpen: boolean) => void,
): ComponentType<Props> | null {
  const [wasOpen, setWasOpen] = useState(isOpen);
  const there = usePart(part, isOpen, () => onOpenChange(false));
  if (isOpen && !wasOpen) setWasOpen(true);
  return wasOpen ? there : null;
}
