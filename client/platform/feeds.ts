import type { ChangeFact, LiveFact } from "../../shared/facts.ts";

/** A stream's state as it was fetched whole. */
export interface Snapshot {
  stream: string;
  /** The revision that the state is true for at least; null: that of the head known before it was asked for. */
  rev: number | null;
  /** Puts the state into the stores. Changes after `rev` are applied on top, also those that it holds already. */
  install(): void;
}

/** What a feature does with what the server tells. Platform code knows features by this alone. */
export interface Feed {
  /** Applies one durable fact. Applying it on top of a newer state must lead to the same end as never having left it. */
  change?(fact: ChangeFact): void;
  live?(fact: LiveFact): void;
  /**
   * Fetches the state that this feature holds of a stream; null when it holds none of it. Resolves to `gone` when the
   * stream may no longer be followed.
   */
  load?(stream: string): Promise<Snapshot | "gone"> | null;
  /**
   * Fetches everything that I may follow, with its summaries. One feature does it.
   * @param heads as known before it is asked for
   */
  list?(heads: Readonly<Record<string, number>>): Promise<Listing>;
  /** Whether more than a summary is held, so that every change is needed and the state cannot simply be replaced. */
  detailed?(stream: string): boolean;
  /** The stream's history was cut: what is held in detail is no longer true. */
  reset?(stream: string): void;
  /** The stream may no longer be followed. */
  drop?(stream: string): void;
  /** Everything missed has been applied. */
  caughtUp?(): void;
  /** Shows what was kept from the last visit, for reading at once and offline. */
  restore?(): Promise<void>;
  /** Forgets everything: another person may sign in. */
  clear?(): void;
}

/** Everything that I may follow, as one answer tells it. */
export interface Listing {
  snapshots: Snapshot[];
  /** Heads of all streams that I may follow. */
  heads: Record<string, number>;
  /** Called once the snapshots are in. */
  installed(): void;
}

let registered: readonly Feed[] = [];

/** Says once, at the start of the client, which features are fed. */
export function registerFeeds(feeds: readonly Feed[]): void {
  registered = feeds;
}

/** All features as one. Where the order matters, it is that of registration. */
export const feeds = {
  change: (fact: ChangeFact) => {
    for (const feed of registered) feed.change?.(fact);
  },
  live: (fact: LiveFact) => {
    for (const feed of registered) feed.live?.(fact);
  },
  /** @returns the parts of a stream's state as one; its revision is the lowest that any part promises */
  load: async (stream: string): Promise<Pick<Snapshot, "rev" | "install"> | "gone"> => {
    const parts = await Promise.all(registered.flatMap((feed) => feed.load?.(stream) ?? []));
    const there = parts.filter((part) => part !== "gone");
    if (there.length < parts.length) return "gone";
    const revs = there.flatMap(({ rev }) => rev ?? []);
    return {
      rev: revs.length > 0 ? Math.min(...revs) : null,
      install: () => {
        for (const { install } of there) install();
      },
    };
  },
  list: async (heads: Readonly<Record<string, number>>): Promise<Listing> => {
    const lister = registered.find((feed) => feed.list);
    return lister?.list ? lister.list(heads) : { snapshots: [], heads: { ...heads }, installed: () => undefined };
  },
  detailed: (stream: string) => registered.some((feed) => feed.detailed?.(stream) ?? false),
  reset: (stream: string) => {
    for (const feed of registered) feed.reset?.(stream);
  },
  drop: (stream: string) => {
    for (const feed of registered) feed.drop?.(stream);
  },
  caughtUp: () => {
    for (const feed of registered) feed.caughtUp?.();
  },
  restore: async () => {
    await Promise.all(registered.map((feed) => feed.restore?.()));
  },
  clear: () => {
    for (const feed of registered) feed.clear?.();
  },
};
