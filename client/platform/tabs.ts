/** The other tabs of one account: who sends, and that something changed. */
export interface Tabs {
  announce(): void;
  /** Runs while no other tab runs under the same name; at once where the browser has no locks. */
  exclusively(name: string, run: () => Promise<void>): Promise<void>;
  close(): void;
}

/** @param changed called when another tab has changed the outbox */
export function openOutboxTabs(accountId: string, changed: () => void): Tabs {
  const name = `outbox-${accountId}`;
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  channel?.addEventListener("message", changed);
  return {
    announce: () => channel?.postMessage("changed"),
    exclusively: async (lane, run) => {
      const locks = globalThis.navigator?.locks;
      if (locks) await locks.request(`${name}-${lane}`, run);
      else await run();
    },
    close: () => channel?.close(),
  };
}
