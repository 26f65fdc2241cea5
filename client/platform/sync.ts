import type { ChangeFact } from "../../shared/facts.ts";
import type { Listing, Snapshot } from "./feeds.ts";
import { type ArrivedFact, readFact } from "./stream-facts.ts";

export interface ChangesPage {
  changes: readonly unknown[];
  head: number;
  more: boolean;
  reset: boolean;
}

/** What the heart of synchronisation needs of the world. Promises must settle: a port has its own time-out. */
export interface SyncPorts {
  /** Changes after a revision; `gone` when the stream may not be followed. */
  fetchChanges(stream: string, after: number): Promise<ChangesPage | "gone">;
  load(stream: string): Promise<Pick<Snapshot, "rev" | "install"> | "gone">;
  apply(fact: ChangeFact): void;
  /** What is held in detail is no longer true. */
  reset(stream: string): void;
  drop(stream: string): void;
  detailed(stream: string): boolean;
  /** Whether it is fetched before all others. */
  urgent(stream: string): boolean;
  advanced(stream: string, rev: number): void;
  /** Nothing lags any more. */
  settled(): void;
  /** @returns what cancels it */
  schedule(run: () => void, ms: number): () => void;
}

/**
 * Keeps streams in step with the server: applies each revision once and in order, whatever is lost, repeated or late on
 * the way, and fetches what is missing. A stream's revision never falls, but where the server's own history was cut.
 */
export interface Sync {
  /** A fact as it came over the wire, of any shape. */
  take(raw: unknown): void;
  /** Fetches nothing until the next listing, or `release`. */
  hold(): void;
  release(): void;
  /** @returns a mark to be taken before a listing is asked for: what is gained or lost after it outweighs the listing */
  mark(): number;
  /** Everything that I may follow: streams that it lacks are dropped, those that lag are fetched. */
  listed(listing: Listing, mark: number): void;
  /** Heads of some streams; of all that I may follow when `allSince` is given: a mark taken before they were asked for. */
  heads(heads: Readonly<Record<string, number>>, allSince?: number): void;
  /** Fetches a stream's state: it is new, or part of it is not told by facts. */
  refresh(stream: string): void;
  lost(stream: string): void;
  /** The connection is back: what waited for its next attempt is tried now. */
  retry(): void;
  /** @returns how far the stream has been applied; undefined when it is not followed */
  rev(stream: string): number | undefined;
  behind(): boolean;
  stop(): void;
}

interface Stream {
  name: string;
  /** Null until its state is there. */
  rev: number | null;
  /** The highest revision heard of. */
  target: number;
  /** Facts that came before their turn. */
  early: Map<number, ArrivedFact>;
  wantsState: boolean;
  busy: boolean;
  failures: number;
  waiting: (() => void) | null;
  /** Mark at which it became known. */
  since: number;
}

/**
 * What is known of the changes between a held state and a fetched one: `whole` when they can be fetched, `cut` when they are
 * too many, `another` when the server's log is shorter than what was seen of it (a restored backup).
 */
type History = "whole" | "cut" | "another";

const AT_ONCE = 4;
const EARLY_KEPT = 200;
const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 20_000;
/** Fruitless fetches after which the server's word on the head is taken. */
const FRUITLESS = 3;

export function createSync(ports: SyncPorts): Sync {
  const streams = new Map<string, Stream>();
  const lostAt = new Map<string, number>();
  let clock = 0;
  /** Mark of the newest listing taken in: one asked for before it tells nothing any more. */
  let lastListing = 0;
  let held = false;
  let stopped = false;
  let active = 0;
  let unsettled = false;

  /** @param since the mark of the word that tells of it, when that was asked for earlier than now */
  const streamOf = (name: string, since?: number): Stream => {
    const known = streams.get(name);
    if (known) return known;
    clock += 1;
    const stream: Stream = {
      name,
      rev: null,
      target: 0,
      early: new Map(),
      wantsState: false,
      busy: false,
      failures: 0,
      waiting: null,
      since: since ?? clock,
    };
    streams.set(name, stream);
    return stream;
  };

  const isCurrent = (stream: Stream) => !stopped && streams.get(stream.name) === stream;

  const lags = (stream: Stream) => stream.wantsState || stream.rev === null || stream.rev < stream.target;

  const dropStream = (name: string) => {
    const stream = streams.get(name);
    stream?.waiting?.();
    if (streams.delete(name)) ports.drop(name);
  };

  /** Counts the revision first: whatever the content does to those who apply it, the stream goes on. */
  const applyNext = (stream: Stream, { rev, fact }: ArrivedFact) => {
    stream.rev = rev;
    try {
      if (fact) ports.apply(fact);
    } catch {
      // The revision counts all the same; the state is fetched again, as it may lack this fact.
      stream.wantsState = true;
    }
    ports.advanced(stream.name, rev);
  };

  const applyEarly = (stream: Stream) => {
    for (const rev of stream.early.keys()) if (rev <= (stream.rev ?? 0)) stream.early.delete(rev);
    while (stream.rev !== null) {
      const next = stream.early.get(stream.rev + 1);
      if (!next) return;
      stream.early.delete(next.rev);
      applyNext(stream, next);
    }
  };

  const offer = (stream: Stream, arrived: ArrivedFact) => {
    stream.target = Math.max(stream.target, arrived.rev);
    if (stream.rev !== null && arrived.rev <= stream.rev) return;
    if (stream.rev !== null && arrived.rev === stream.rev + 1) {
      applyNext(stream, arrived);
      applyEarly(stream);
      return;
    }
    stream.early.set(arrived.rev, arrived);
    // What comes soonest is of most use; the rest is fetched in its turn.
    if (stream.early.size > EARLY_KEPT) stream.early.delete(Math.max(...stream.early.keys()));
  };

  /** Sets the stream to a revision from outside: all facts in between are in the state that was installed. */
  const jump = (stream: Stream, rev: number) => {
    const before = stream.rev;
    stream.rev = rev;
    stream.target = Math.max(stream.target, rev);
    if (before !== rev && ports.detailed(stream.name)) ports.reset(stream.name);
    ports.advanced(stream.name, rev);
    applyEarly(stream);
  };

  /**
   * Takes in a state that is true for `rev` at least.
   * @returns false when it is older than what is held
   */
  const adopt = (stream: Stream, state: { rev: number; install(): void }, history: History = "whole"): boolean => {
    const older = stream.rev !== null && state.rev < stream.rev;
    if (older && history !== "another") return false;
    state.install();
    stream.wantsState = false;
    if (older) {
      stream.early.clear();
      stream.target = state.rev;
    }
    if (stream.rev === null || history !== "whole" || !ports.detailed(stream.name)) jump(stream, state.rev);
    else stream.target = Math.max(stream.target, state.rev);
    return true;
  };

  const fetchState = async (stream: Stream, history: History = "whole") => {
    const base = stream.target;
    const state = await ports.load(stream.name);
    if (!isCurrent(stream)) return;
    if (state === "gone") dropStream(stream.name);
    else if (!adopt(stream, { rev: state.rev ?? base, install: state.install }, history))
      throw new Error("older state");
  };

  const fetchChanges = async (stream: Stream, after: number) => {
    const page = await ports.fetchChanges(stream.name, after);
    if (!isCurrent(stream)) return;
    if (page === "gone") {
      dropStream(stream.name);
      return;
    }
    if (page.reset) {
      if (stream.rev !== after) return;
      stream.target = page.head < after ? page.head : Math.max(stream.target, page.head);
      await fetchState(stream, page.head < after ? "another" : "cut");
      return;
    }
    stream.target = Math.max(stream.target, page.head);
    let rev = after;
    for (const raw of page.changes) {
      const arrived = readFact(raw);
      rev = arrived?.rev ?? rev + 1;
      offer(stream, arrived?.stream === stream.name ? arrived : { stream: stream.name, rev, fact: null });
    }
    if (stream.rev !== after || stream.rev >= stream.target) return;
    if (stream.failures + 1 >= FRUITLESS) stream.target = Math.max(page.head, stream.rev);
    else throw new Error("nothing new");
  };

  const work = async (stream: Stream) => {
    stream.busy = true;
    active += 1;
    try {
      if (stream.rev === null || stream.wantsState) await fetchState(stream);
      else await fetchChanges(stream, stream.rev);
      stream.failures = 0;
    } catch {
      if (isCurrent(stream)) {
        const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** stream.failures);
        stream.failures += 1;
        stream.waiting = ports.schedule(() => {
          stream.waiting = null;
          pump();
        }, delay);
      }
    }
    stream.busy = false;
    active -= 1;
    pump();
  };

  const pump = () => {
    if (held || stopped) return;
    const lagging = [...streams.values()].filter(lags);
    if (lagging.length === 0) {
      if (unsettled) {
        unsettled = false;
        ports.settled();
      }
      return;
    }
    unsettled = true;
    const ready = lagging.filter((stream) => !stream.busy && stream.waiting === null);
    const urgentFirst = ready.toSorted((a, b) => Number(ports.urgent(b.name)) - Number(ports.urgent(a.name)));
    for (const stream of urgentFirst.slice(0, Math.max(0, AT_ONCE - active))) void work(stream);
  };

  /** Whether a word about a stream, asked for at `mark`, is older than its loss. */
  const outdated = (name: string, mark: number) => (lostAt.get(name) ?? 0) > mark;

  const hear = (name: string, head: number, since?: number) => {
    const stream = streamOf(name, since);
    stream.target = Math.max(stream.target, head);
  };

  /** What I may follow at `mark` or later is in `heads`: all else that was known before is lost. */
  const dropOthers = (heads: Readonly<Record<string, number>>, mark: number) => {
    for (const { name, since } of [...streams.values()]) if (!(name in heads) && since < mark) dropStream(name);
  };

  const release = () => {
    held = false;
    unsettled = true;
    pump();
  };

  return {
    take: (raw) => {
      const arrived = stopped ? null : readFact(raw);
      if (!arrived) return;
      offer(streamOf(arrived.stream), arrived);
      pump();
    },
    hold: () => {
      held = true;
    },
    release,
    mark: () => {
      clock += 1;
      return clock;
    },
    listed: ({ snapshots, heads, installed }, mark) => {
      if (stopped || mark < lastListing) return;
      lastListing = mark;
      for (const { stream, rev, install } of snapshots) {
        if (outdated(stream, mark)) continue;
        adopt(streamOf(stream, mark), { rev: rev ?? heads[stream] ?? 0, install });
      }
      for (const [stream, head] of Object.entries(heads)) if (!outdated(stream, mark)) hear(stream, head, mark);
      dropOthers(heads, mark);
      installed();
      release();
    },
    heads: (heads, allSince) => {
      if (stopped) return;
      for (const [stream, head] of Object.entries(heads)) hear(stream, head, allSince);
      if (allSince !== undefined) dropOthers(heads, allSince);
      pump();
    },
    refresh: (name) => {
      if (stopped) return;
      lostAt.delete(name);
      streamOf(name).wantsState = true;
      pump();
    },
    lost: (name) => {
      clock += 1;
      lostAt.set(name, clock);
      dropStream(name);
      pump();
    },
    retry: () => {
      for (const stream of streams.values()) {
        stream.waiting?.();
        Object.assign(stream, { waiting: null, failures: 0 });
      }
      pump();
    },
    rev: (name) => streams.get(name)?.rev ?? undefined,
    behind: () => held || [...streams.values()].some(lags),
    stop: () => {
      stopped = true;
      for (const stream of streams.values()) stream.waiting?.();
      streams.clear();
    },
  };
}
