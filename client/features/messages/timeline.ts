import type { ChangeFact } from "../../../shared/facts.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Message } from "../../../shared/messages.ts";
import { type MessagePatch, newer, patched } from "./message-patches.ts";

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
  /** The message whose thread it is; null: the conversation itself. */
  threadId: string | null;
  rows: readonly Message[];
  /** Null until the first page is there. */
  range: Range | null;
  hasOlder: boolean;
  /** Told by facts while the range did not reach them. */
  ahead: readonly Message[];
  /** Told by facts of messages that were there before: a page read before them must not undo them. In order of rev. */
  patches: readonly MessagePatch[];
  /** What messages answer, by id, where it is not among the rows; null: it is gone. */
  quoted: Readonly<Record<string, Message | null>>;
  loading: "none" | "older" | "newer" | "first";
  failed: boolean;
  firstUnreadSeq: number | null;
  /** Another whenever the range is replaced: pages asked for before that are of no use. */
  turn: number;
}

export const EMPTY_TIMELINE: Timeline = {
  threadId: null,
  rows: [],
  range: null,
  hasOlder: false,
  ahead: [],
  patches: [],
  quoted: {},
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
  /** What messages of the page answer and the page does not hold. */
  quoted: readonly Message[];
  hasOlder: boolean;
  hasNewer: boolean;
}

/** How many messages told by facts are kept while the range does not reach them; the page that reaches them is far newer. */
const AHEAD_KEPT = 1_000;
/** How many patches are kept while no page is on its way: every page asked for later is newer than they are. */
const PATCHES_KEPT = 200;

/** @returns the timeline after a fact of its conversation's stream */
export function applyToTimeline(timeline: Timeline, fact: ChangeFact): Timeline {
  switch (fact.type) {
    case "message:posted": {
      const { message } = fact.body;
      if ((message.threadId ?? null) === timeline.threadId) return withPosted(timeline, message);
      return message.threadId === undefined ? timeline : withPatch(timeline, fact);
    }
    case "message:edited":
    case "message:reacted":
    case "message:pinned":
    case "message:resolved":
    case "message:deleted":
      return withPatch(timeline, fact);
    default:
      return timeline;
  }
}

function withPosted(timeline: Timeline, message: Message): Timeline {
  const { range, patches } = timeline;
  const row = brought(message, patches);
  if (range === null || !reaches(range, message.seq)) {
    return { ...timeline, ahead: union(timeline.ahead, [row]).slice(-AHEAD_KEPT) };
  }
  return { ...timeline, rows: union(timeline.rows, [row]) };
}

function withPatch(timeline: Timeline, patch: MessagePatch): Timeline {
  const { loading } = timeline;
  const known = [...timeline.patches, patch];
  const each = (rows: readonly Message[]) => rows.map((row) => patched(row, patch));
  return {
    ...timeline,
    patches: loading === "none" ? known.slice(-PATCHES_KEPT) : known,
    rows: each(timeline.rows),
    ahead: each(timeline.ahead),
    quoted: Object.fromEntries(
      Object.entries(timeline.quoted).map(([id, quote]) => [id, quote && patched(quote, patch)]),
    ),
  };
}

/** @returns the timeline with what a message answers, read when the stream was at least where it is here */
export function withQuoted(timeline: Timeline, quoted: Readonly<Record<string, Message | null>>): Timeline {
  const fresh = Object.entries(quoted).map(([id, message]): [string, Message | null] => {
    const known = timeline.quoted[id];
    const told = message && brought(message, timeline.patches);
    return [id, known && told ? newer(known, told) : told];
  });
  return { ...timeline, quoted: { ...timeline.quoted, ...Object.fromEntries(fresh) } };
}

/** @returns the timeline with a page that was asked for in its present turn */
export function withPage(timeline: Timeline, asked: PageAsked, page: Page): Timeline {
  const { patches, ahead } = timeline;
  const range = rangeWith(timeline.range, asked, page);
  const replaces = asked.kind === "newest" || asked.kind === "around";
  const base = replaces ? [] : timeline.rows;
  const reached = ahead.filter(({ seq }) => reaches(range, seq));
  const quoted = Object.fromEntries(page.quoted.map((message) => [message.id, message]));
  return {
    ...withQuoted(timeline, quoted),
    range,
    rows: union(
      union(
        base,
        page.messages.map((row) => brought(row, patches)),
      ),
      reached,
    ),
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

/** @returns the message with what was told of it since */
function brought(message: Message, patches: readonly MessagePatch[]): Message {
  return patches.reduce(patched, message);
}

/** Both, in order of seq, each place once: of two tellings of one message the newer one. */
function union(known: readonly Message[], more: readonly Message[]): readonly Message[] {
  const [only] = more;
  if (more.length === 1 && only && only.seq > (known.at(-1)?.seq ?? -1)) return [...known, only];
  const bySeq = new Map(known.map((row) => [row.seq, row]));
  for (const row of more) {
    const there = bySeq.get(row.seq);
    bySeq.set(row.seq, there ? newer(there, row) : row);
  }
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}
