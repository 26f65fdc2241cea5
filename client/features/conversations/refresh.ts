import { conversationsStore } from "./conversations.store.ts";

let refresh: (stream: string) => void = () => undefined;

/** Says how a stream's state is fetched anew. */
export function setRefresh(run: (stream: string) => void): void {
  refresh = run;
}

/** Fetches a conversation's state anew, or for the first time. */
export function refreshConversation(id: string): void {
  refresh(id);
}

const PATIENCE_MS = 4_000;

/** Resolves when a conversation that was just gained is held, so that it can be shown; after a few seconds in any case. */
export function untilHeld(id: string): Promise<void> {
  const isHeld = () => id in conversationsStore.getState().held;
  if (isHeld()) return Promise.resolve();
  refresh(id);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(done, PATIENCE_MS);
    const unsubscribe = conversationsStore.subscribe(() => {
      if (isHeld()) done();
    });
  });
}
