import type { ErrorCode } from "../../shared/errors.ts";
import { isRetryable } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { CallRejected } from "./errors.ts";
import type { OutboxEntry, PostExtras } from "./outbox.store.ts";

/** An entry as it survives a reload. */
export interface StoredEntry extends PostExtras {
  clientId: string;
  conversationId: string;
  text: string;
  at: number;
  /** Place in the order of writing. */
  order: number;
  /** When the person last said that it shall be sent, in milliseconds. */
  confirmedAt: number;
  problem?: ErrorCode;
}

export interface OutboxStore {
  all(): Promise<StoredEntry[]>;
  put(entry: StoredEntry): Promise<void>;
  remove(clientId: string): Promise<void>;
}

export interface OutboxPorts {
  store: OutboxStore;
  /** Sends one message and gives the revision that committed it. Rejects with CallRejected. */
  send(entry: StoredEntry): Promise<{ rev: number }>;
  /** Told after an ack: the stream has reached this revision, wherever its fact is. @returns false for a stream that is not followed */
  committed(stream: string, rev: number): boolean;
  publish(entries: OutboxEntry[]): void;
  /** Tells the other tabs that the store changed. */
  announce(): void;
  now(): number;
  /** @returns what cancels it */
  schedule(run: () => void, ms: number): () => void;
  /** Runs while no other tab runs under the same name. */
  exclusively(name: string, run: () => Promise<void>): Promise<void>;
  newClientId(): string;
  random(): number;
}

/** Messages of mine that are on their way: saved before they are sent, sent in order, repeated until answered. */
export interface Outbox {
  /** Reads what an earlier visit or another tab left. */
  load(): Promise<void>;
  /** Resolves once it is saved. */
  add(conversationId: string, text: string, extras?: PostExtras): Promise<void>;
  /** Sends what failed, or waits for the person's word, again: with the same clientId. */
  retry(clientId: string): Promise<void>;
  /** Throws away what is not being sent. */
  discard(clientId: string): Promise<void>;
  /** Takes out what failed or waits for the person's word. @returns it; null when there is no such entry */
  take(clientId: string): Promise<StoredEntry | null>;
  /** The connection is there and what was missed has been applied. */
  resume(): void;
  pause(): void;
  /** A message of mine came back through its stream. */
  echoed(clientId: string): void;
  /** Every change of the stream up to `rev` has been applied. */
  reached(stream: string, rev: number): void;
  /** Nothing more will come back through this stream. */
  left(stream: string): void;
  /** Stops for ever and shows nothing any more; what is stored stays. */
  close(): void;
}

/** One entry in this tab. */
interface Held {
  stored: StoredEntry;
  flight: "none" | "sending" | "acked";
  ackedRev: number;
}

/** The sending side of one conversation. */
interface Lane {
  running: boolean;
  window: number;
  failures: number;
  notBefore: number;
  cancel: (() => void) | null;
  /** Makes a running lane look at its queue again. */
  wake: () => void;
}

const WIDE = 5;
const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 20_000;

export function createOutbox(ports: OutboxPorts): Outbox {
  const { store, now } = ports;
  const entries = new Map<string, Held>();
  const lanes = new Map<string, Lane>();
  let live = false;
  let closed = false;
  let lastOrder = 0;

  const inOrder = () =>
    [...entries.values()].toSorted(
      (a, b) => a.stored.order - b.stored.order || (a.stored.clientId < b.stored.clientId ? -1 : 1),
    );

  const asks = ({ stored }: Held) => now() - stored.confirmedAt > LIMITS.outboxAsksAfter;

  const stateOf = (held: Held): OutboxEntry["state"] => {
    if (held.flight !== "none") return "sending";
    if (held.stored.problem !== undefined) return "failed";
    return asks(held) ? "asking" : "waiting";
  };

  const publish = () => {
    if (closed) return;
    ports.publish(
      inOrder().map((held) => {
        const { order: _order, confirmedAt: _confirmedAt, ...entry } = held.stored;
        return { ...entry, state: stateOf(held) };
      }),
    );
  };

  const laneOf = (conversationId: string): Lane => {
    const lane = lanes.get(conversationId) ?? {
      running: false,
      window: 1,
      failures: 0,
      notBefore: 0,
      cancel: null,
      wake: () => undefined,
    };
    lanes.set(conversationId, lane);
    return lane;
  };

  /** Reads the store; what another tab has finished disappears, what it has added appears. */
  const load = async () => {
    const stored = await store.all();
    if (closed) return;
    const present = new Set(stored.map(({ clientId }) => clientId));
    for (const [clientId, held] of entries) {
      if (!present.has(clientId) && held.flight === "none") entries.delete(clientId);
    }
    for (const entry of stored) {
      const held = entries.get(entry.clientId);
      if (held) held.stored = entry;
      else entries.set(entry.clientId, { stored: entry, flight: "none", ackedRev: 0 });
      lastOrder = Math.max(lastOrder, entry.order);
    }
    publish();
  };

  const remove = async (clientId: string) => {
    await store.remove(clientId);
    ports.announce();
  };

  const fail = async (held: Held, problem: ErrorCode) => {
    held.flight = "none";
    held.stored = { ...held.stored, problem };
    publish();
    await store.put(held.stored);
    ports.announce();
  };

  /** Nothing was decided: the same entry goes again, alone, after a while. */
  const postpone = (held: Held, lane: Lane, retryAfterMs: number | null) => {
    held.flight = "none";
    lane.window = 1;
    lane.failures += 1;
    const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (lane.failures - 1));
    lane.notBefore = now() + (retryAfterMs ?? longest / 2 + (ports.random() * longest) / 2);
    publish();
  };

  const attempt = async (held: Held, lane: Lane) => {
    const { clientId, conversationId } = held.stored;
    held.flight = "sending";
    publish();
    try {
      const { rev } = await ports.send(held.stored);
      lane.failures = 0;
      lane.window = WIDE;
      if (closed || !entries.has(clientId)) return;
      held.flight = "acked";
      held.ackedRev = rev;
      await remove(clientId);
      if (!ports.committed(conversationId, rev)) entries.delete(clientId);
      publish();
    } catch (error) {
      if (closed || !entries.has(clientId)) return;
      const rejected = error instanceof CallRejected ? error : null;
      const final = rejected?.outcome === "refused" && !isRetryable(rejected.code) && !isOurSession(rejected.code);
      if (final && rejected) await fail(held, rejected.code);
      else postpone(held, lane, rejected?.retryAfterMs ?? null);
    }
  };

  const queueOf = (conversationId: string) =>
    inOrder().filter((held) => {
      if (held.stored.conversationId !== conversationId) return false;
      return held.flight === "sending" || (held.flight === "none" && stateOf(held) === "waiting");
    });

  /** Sends what the window allows until nothing is left, or something has to be waited for. */
  const drain = async (conversationId: string, lane: Lane) => {
    await load();
    const underWay = new Set<Promise<void>>();
    for (;;) {
      const mayStart = live && !closed && now() >= lane.notBefore;
      for (const held of mayStart ? queueOf(conversationId).slice(0, lane.window) : []) {
        if (held.flight !== "none") continue;
        const sending = attempt(held, lane).finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
      if (underWay.size === 0) return;
      const woken = new Promise<void>((resolve) => {
        lane.wake = resolve;
      });
      await Promise.race([...underWay, woken]);
    }
  };

  const run = (conversationId: string) => {
    const lane = laneOf(conversationId);
    lane.wake();
    if (lane.running || !live || closed || queueOf(conversationId).length === 0) return;
    lane.cancel?.();
    lane.cancel = null;
    const wait = lane.notBefore - now();
    if (wait > 0) {
      lane.cancel = ports.schedule(() => run(conversationId), wait);
      return;
    }
    lane.running = true;
    const again = () => {
      lane.running = false;
      run(conversationId);
    };
    ports
      .exclusively(conversationId, () => drain(conversationId, lane))
      .then(again, () => {
        // The store or the lock failed: the entries are still here, another attempt costs nothing.
        lane.notBefore = now() + FIRST_DELAY;
        again();
      });
  };

  const runAll = () => {
    for (const id of new Set([...entries.values()].map(({ stored }) => stored.conversationId))) run(id);
  };

  const forget = (clientId: string) => {
    if (!entries.delete(clientId)) return;
    publish();
    void remove(clientId).catch(() => undefined);
  };

  /** An entry that is not on its way. */
  const resting = (clientId: string) => {
    const held = entries.get(clientId);
    return held?.flight === "none" ? held : null;
  };

  return {
    load: async () => {
      await load();
      runAll();
    },
    add: async (conversationId, text, extras = {}) => {
      const at = now();
      lastOrder = Math.max(at, lastOrder + 1);
      const entry = { clientId: ports.newClientId(), conversationId, text, at, order: lastOrder, confirmedAt: at };
      const stored: StoredEntry = { ...entry, ...extras };
      await store.put(stored);
      if (closed) return;
      entries.set(stored.clientId, { stored, flight: "none", ackedRev: 0 });
      publish();
      ports.announce();
      run(conversationId);
    },
    retry: async (clientId) => {
      const held = resting(clientId);
      if (!held) return;
      const { problem: _, ...stored } = held.stored;
      held.stored = { ...stored, confirmedAt: now() };
      await store.put(held.stored);
      publish();
      ports.announce();
      run(stored.conversationId);
    },
    discard: async (clientId) => {
      if (!resting(clientId)) return;
      entries.delete(clientId);
      publish();
      await remove(clientId);
    },
    take: async (clientId) => {
      const held = resting(clientId);
      if (!held || stateOf(held) === "waiting") return null;
      entries.delete(clientId);
      await remove(clientId);
      publish();
      return held.stored;
    },
    resume: () => {
      live = true;
      for (const lane of lanes.values()) Object.assign(lane, { window: 1, failures: 0, notBefore: 0 });
      runAll();
    },
    pause: () => {
      live = false;
    },
    echoed: forget,
    reached: (stream, rev) => {
      const done = [...entries].filter(
        ([, held]) => held.flight === "acked" && held.stored.conversationId === stream && held.ackedRev <= rev,
      );
      for (const [clientId] of done) entries.delete(clientId);
      if (done.length > 0) publish();
    },
    left: (stream) => {
      for (const [clientId, held] of entries) {
        if (held.flight === "acked" && held.stored.conversationId === stream) entries.delete(clientId);
      }
      publish();
    },
    close: () => {
      live = false;
      for (const lane of lanes.values()) lane.cancel?.();
      entries.clear();
      publish();
      closed = true;
    },
  };
}

/** The session is renewed and the message sent again: nothing is wrong with the message. */
function isOurSession(code: ErrorCode): boolean {
  return code === "UNAUTHENTICATED";
}
