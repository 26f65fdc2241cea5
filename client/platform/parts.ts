import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

/** A part of the client that comes after its first load, though its place is on the screen from the beginning. */
export interface Part<T> {
  /** Fetches it, once. Rejects when it cannot be fetched: asking again tries again. */
  load(): Promise<T>;
  /** @returns null until it is there */
  get(): T | null;
  /** Runs `told` when it is there. @returns what stops that */
  subscribe(told: () => void): () => void;
}

const defined: Part<unknown>[] = [];

/** Defines a part by what fetches it: a dynamic import. Not React's `lazy`: that shows by 300 ms later what is there already. */
export function definePart<T>(fetch: () => Promise<T>): Part<T> {
  let there: T | null = null;
  const waiting = new Set<() => void>();
  const part: Part<T> = {
    load: async () => {
      if (there !== null) return there;
      const fetched = await fetch();
      there = fetched;
      for (const told of waiting) told();
      return fetched;
    },
    get: () => there,
    subscribe: (told) => {
      waiting.add(told);
      return () => waiting.delete(told);
    },
  };
  defined.push(part);
  return part;
}

/** Fetches all parts once the page has nothing better to do, so that no press has to wait, even offline. */
export function preloadParts(): void {
  const load = (): void => {
    // What fails now is tried again when it is needed.
    for (const part of defined) void part.load().catch(() => undefined);
  };
  if ("requestIdleCallback" in globalThis) requestIdleCallback(load);
  else setTimeout(load);
}

/** @returns the part, null until it is there; it is fetched while wanted. `onFailed` runs when it cannot be. */
export function usePart<T>(part: Part<T>, isWanted: boolean, onFailed?: () => void): T | null {
  const there = useSyncExternalStore(part.subscribe, part.get);
  const failed = useEffectEvent(() => onFailed?.());
  useEffect(() => {
    if (isWanted && part.get() === null) part.load().catch(() => failed());
  }, [isWanted, part]);
  return there;
}
