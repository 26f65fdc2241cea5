import { useSyncExternalStore } from "react";
import { serverNow } from "./server-clock.ts";

const everyMs = 30_000;

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = serverNow();
    for (const each of listeners) each();
  }, everyMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    now = 0;
  };
}

function read(): number {
  if (now === 0) now = serverNow();
  return now;
}

/** The present moment by the server's clock, in milliseconds, for words about time: renewed twice a minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}
