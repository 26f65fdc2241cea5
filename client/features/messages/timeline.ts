import type { ChangeFact } from "../../../shared/facts.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Message } from "../../../shared/messages.ts";

/** The part of the history that is loaded. `to` null: it reaches the present. */
export interface Range {
  from: number;
  to: number | null;
}

/**
 * One conversation's messages as loaded: every message that I may see between the two ends of `range`. Messages that are
 * withheld from me leave holes in `seq`; nothing waits for them. Immutable.
 */
export interface Timeline {
  rows: readonly Message[];
  /** Null until the first page is there. */
  range: Range | null;
  hasOlder: boolean;
  /** Told by facts while the range did not reach them. */
  ahead: readonly Message[];
  /** Deletions told by facts, by seq: a page read before them must not undo them. */
  deletions: Readonly<Record<number, Message["deleted"]>>;
  loading: "none" | "older" | "newer" | "first";
  failed: boolean;
  firstUnreadSeq: number | null;
  /** Another whenever the range is replaced: pages asked for before that are of no use. */
  turn: number;
}

export const EMPTY_TIMELINE: Timeline = {
  rows: [],
  range: null,
  hasOlder: false,
  ahead: [],
  deletions: {},
  loading: "none",
  failed: false,
  firstUnreadSeq: null,
  turn: 0,
};

/** What was asked of the history. `newest` and `around` replace what is loaded; the others widen it. */
export interface PageAsked {
  kind: "newest" | "around" | "before" | "after";
  /** The place that the page is read from; for `newest` the last place known when it was asked for. */
  seq: number;
}

export interface Page {
  messages: readonly Message[];
  hasOlder: boolean;
  hasNewer: boolean;
}

/** How many messages told by facts are kept while the range does not reach them; the page that reaches them is far newer. */
const AHEAD_KEPT = 1_000;

/** @returns the timeline after a fact of its conversation's stream */
export function applyToTimeline(timeline: Timeline, fact: ChangeFact): Timeline {
  switch (fact.type) {
    case "message:posted":
      return withPosted(timeline, fact.body.message);
    case "message:deleted":
      return withDeleted(timeline, fact.body.seq, fact.body.by);
    default:
      return timeline;
  }
}

function withPosted(timeline: Timeline, message: Message): Timeline {
  const { range, deletions } = timeline;
  const row = scrubbed(message, deletions);
  if (range === null || !reaches(range, message.seq)) {
    return { ...timeline, ahead: union(timeline.ahead, [row], deletions).slice(-AHEAD_KEPT) };
  }
  return { ...timeline, rows: union(timeline.rows, [row], deletions) };
}

function withDeleted(timeline: Timeline, seq: number, by: Message["deleted"]): Timeline {
  const deletions = { ...timeline.deletions, [seq]: by };
  const rows = timeline.rows.map((row) => scrubbed(row, deletions));
  return { ...timeline, deletions, rows, ahead: timeline.ahead.map((row) => scrubbed(row, deletions)) };
}

/** @returns the timeline with a page that was asked for in its present turn */
export function withPage(timeline: Timeline, asked: PageAsked, page: Page): Timeline {
  const { deletions, ahead } = timeline;
  const range = rangeWith(timeline.range, asked, page);
  const replaces = asked.kind === "newest" || asked.kind === "around";
  const base = replaces ? [] : timeline.rows;
  const reached = ahead.filter(({ seq }) => reaches(range, seq));
  return {
    ...timeline,
    range,
    rows: union(union(base, page.messages, deletions), reached, deletions),
    ahead: ahead.filter(({ seq }) => !reaches(range, seq)),
    hasOlder: asked.kind === "after" ? timeline.hasOlder : page.hasOlder,
    loading: "none",
    failed: false,
  };
}

/** The ends that a page gives. Its own first and last message are trusted; where it shows none, so are whole pages of places. */
function rangeWith(range: Range | null, asked: PageAsked, { messages, hasOlder, hasNewer }: Page): Range {
  const first = messages[0]?.seq;
  const last = messages.at(-1)?.seq;
  const { kind, seq } = asked;
  switch (kind) {
    case "newest":
      return { from: hasOlder ? (first ?? seq + 1) : 0, to: null };
    case "around":
      return { from: hasOlder ? (first ?? seq) : 0, to: hasNewer ? (last ?? seq) : null };
    case "before": {
      const from = hasOlder ? (first ?? Math.max(0, seq - LIMITS.pageSize)) : 0;
      return { from, to: range?.to ?? null };
    }
    case "after": {
      const to = hasNewer ? (last ?? seq + LIMITS.pageSize) : null;
      return { from: range?.from ?? 0, to };
    }
    default:
      return unknownKind(kind);
  }
}

function unknownKind(kind: never): never {
  throw new Error(`no such page: ${String(kind)}`);
}

function reaches(range: Range, seq: number): boolean {
  return seq >= range.from && (range.to === null || seq <= range.to);
}

function scrubbed(message: Message, deletions: Timeline["deletions"]): Message {
  const by = deletions[message.seq];
  return by === undefined || message.deleted !== "no" ? message : { ...message, text: "", deleted: by };
}

/** Both, in order of seq, each place once. Of two tellings of one message the deleted one is the later. */
function union(
  known: readonly Message[],
  more: readonly Message[],
  deletions: Timeline["deletions"],
): readonly Message[] {
  const [only] = more;
  if (more.length === 1 && only && only.seq > (known.at(-1)?.seq ?? -1)) return [...known, scrubbed(only, deletions)];
  const bySeq = new Map(known.map((row) => [row.seq, row]));
  for (const row of more) {
    if (bySeq.get(row.seq)?.deleted === undefined || bySeq.get(row.seq)?.deleted === "no") {
      bySeq.set(row.seq, scrubbed(row, deletions));
    }
  }
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}
