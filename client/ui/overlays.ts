// What lies over the page (menus, dialogs) is a fifth of the kit, and nobody needs it before she presses something.
import { type ComponentType, useEffect, useEffectEvent, useState } from "react";
import type { DialogProps } from "./DialogPanel.tsx";
import type { MenuPanelProps } from "./MenuPanel.tsx";

interface Part<Props> {
  load(): Promise<ComponentType<Props>>;
  /** Null until it is there. */
  loaded: ComponentType<Props> | null;
}

/** A component that comes later. Not React's `lazy`: that delays what is there already, by up to 300 ms. */
function part<Props>(fetch: () => Promise<ComponentType<Props>>): Part<Props> {
  const self: Part<Props> = {
    loaded: null,
    load: async () => {
      self.loaded ??= await fetch();
      return self.loaded;
    },
  };
  return self;
}

export const dialogPanel = part<DialogProps>(async () => (await import("./DialogPanel.tsx")).DialogPanel);
export const menuPanel = part<MenuPanelProps>(async () => (await import("./MenuPanel.tsx")).MenuPanel);

/** Fetches them once the page has nothing better to do, so that the first press waits for nothing, even offline. */
export function preloadOverlays(): void {
  const load = (): void => {
    // What fails now is tried again by the press that needs it.
    for (const one of [dialogPanel, menuPanel]) void one.load().catch(() => undefined);
  };
  if ("requestIdleCallback" in globalThis) requestIdleCallback(load);
  else setTimeout(load);
}

/**
 * @returns the component once it has been open and is there: from then on it stays, so that it can close in its own
 * manner. When it cannot be fetched it is closed, so that the next press tries again.
 */
export function useOverlay<Props>(
  one: Part<Props>,
  isOpen: boolean,
  onOpenChange: (isOpen: boolean) => void,
): ComponentType<Props> | null {
  const [wasOpen, setWasOpen] = useState(isOpen);
  const [, setLoaded] = useState(one.loaded !== null);
  const close = useEffectEvent(() => onOpenChange(false));
  if (isOpen && !wasOpen) setWasOpen(true);
  useEffect(() => {
    if (!isOpen || one.loaded) return;
    one.load().then(
      () => setLoaded(true),
      () => close(),
    );
  }, [isOpen, one]);
  return isOpen || wasOpen ? one.loaded : null;
}
