import type { Message } from "../../../shared/messages.ts";
import type { OutboxEntry } from "../../platform/outbox.store.ts";

interface ItemPlace {
  /** Stays the same from the outbox to the echo, so that the row keeps its place on the screen. */
  key: string;
  /** The first of a day: the moment to write above it; else null. */
  day: number | null;
  /** Goes on from the row above: same author, within five minutes. */
  continued: boolean;
}

/** A row of the list: one message with the rules that stand above it. */
export type TimelineItem =
  | (ItemPlace & { kind: "message"; message: Message; isFirstNew: boolean })
  | (ItemPlace & { kind: "pending"; entry: OutboxEntry });

const continuesWithinMs = 5 * 60_000;

function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

export interface TimelineSource {
  rows: readonly Message[];
  pending: readonly OutboxEntry[];
  /** Where the line of « new » stands; null: nowhere. */
  firstUnreadSeq: number | null;
  me: string | null;
}

/** The rows of a list of messages, in order: what has been said, then what is on its way. */
export function timelineItems({ rows, pending, firstUnreadSeq, me }: TimelineSource): TimelineItem[] {
  const items: TimelineItem[] = [];
  let above: { authorId: string | null; at: number } | null = null;
  const place = (authorId: string | null, at: number): Pick<ItemPlace, "day" | "continued"> => {
    const day = above === null || !sameDay(above.at, at) ? at : null;
    const isNear = above !== null && above.authorId === authorId && at - above.at < continuesWithinMs;
    above = { authorId, at };
    return { day, continued: isNear && day === null };
  };
  const firstNew = firstUnreadSeq === null ? undefined : rows.find(({ seq }) => seq >= firstUnreadSeq);
  for (const message of rows) {
    const isFirstNew = message === firstNew;
    const { day, continued } = place(message.authorId, message.at);
    const key = message.authorId === me ? message.clientId : message.id;
    items.push({ kind: "message", key, message, isFirstNew, day, continued: continued && !isFirstNew });
  }
  const said = new Set(items.map(({ key }) => key));
  for (const entry of pending) {
    // The echo can be there before the outbox forgets the entry.
    if (said.has(entry.clientId)) continue;
    items.push({ kind: "pending", key: entry.clientId, entry, ...place(me, entry.at) });
  }
  return items;
}

/** What became of the rows: nothing or more at the end, more at the start, or another part of the history. */
export type WindowChange = "kept" | "prepended" | "replaced";

/** Compares what was shown with what is: both in order of `seq`. */
export function windowChange(
  before: readonly Pick<Message, "seq">[],
  now: readonly Pick<Message, "seq">[],
): WindowChange {
  const first = before[0]?.seq;
  if (first === undefined || now[0]?.seq === first) return "kept";
  const isThere = now.some(({ seq }) => seq === first);
  return isThere ? "prepended" : "replaced";
}
