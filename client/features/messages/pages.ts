import { LIMITS } from "../../../shared/limits.ts";
import { accountCache } from "../../platform/account-data.ts";
import { call } from "../../platform/api.ts";
import { noAnswer } from "../../platform/errors.ts";
import { knownRev } from "../../platform/known-revs.ts";
import { conversationsStore } from "../conversations/conversations.store.ts";
import { learnMembers } from "../members/members.store.ts";
import { keptKey, keptMessages } from "./kept.ts";
import { messagesStore } from "./messages.store.ts";
import { placeOf, threadKey } from "./thread-key.ts";
import { EMPTY_TIMELINE, type PageAsked, type Range, type Timeline, withPage } from "./timeline.ts";

/** Attempts at a page that is older than what is known already (another process answered, which lagged behind). */
const ATTEMPTS = 3;
/** How many timelines are held; beyond, those opened longest ago are forgotten. */
const HELD = 12;

/** @returns the names of the timelines that a stream's facts are for: the conversation's and its threads' */
export function timelinesOf(stream: string): string[] {
  return Object.keys(messagesStore.getState().timelines).filter((key) => placeOf(key).conversationId === stream);
}

const opened: string[] = [];
/** Never given twice, also not to a timeline that was forgotten and opened again. */
let lastTurn = 0;

function nextTurn(): number {
  lastTurn += 1;
  return lastTurn;
}

function update(id: string, change: (timeline: Timeline) => Timeline): void {
  messagesStore.setState(({ timelines }) => {
    const known = timelines[id];
    return known ? { timelines: { ...timelines, [id]: change(known) } } : {};
  });
}

/**
 * Holds a conversation's timeline and loads its first page unless it is there: the newest messages, or those around the
 * first unread when it lies further back. Freezes where the line of « new » stands.
 */
export async function openTimeline(id: string): Promise<void> {
  const summary = conversationsStore.getState().held[id]?.summary;
  const firstUnreadSeq = summary?.unread[0] ?? null;
  messagesStore.setState(({ timelines }) => ({
    timelines: { ...timelines, [id]: { ...(timelines[id] ?? EMPTY_TIMELINE), firstUnreadSeq } },
  }));
  forgetOthers(id);
  const { range, loading } = messagesStore.getState().timelines[id] ?? EMPTY_TIMELINE;
  if (loading === "first") return;
  if (knownRev(id) === undefined) {
    // Not followed yet: a page read now would miss what happens before it is. It is read as soon as it is followed.
    update(id, (timeline) => ({ ...timeline, loading: "first" }));
    return;
  }
  const seq = summary?.seq ?? 0;
  const { target } = messagesStore.getState();
  if (target?.conversationId === id) {
    if (!range || !holds(range, target.seq)) await loadPage(id, { kind: "around", seq: target.seq });
    return;
  }
  const far = firstUnreadSeq !== null && seq - firstUnreadSeq >= LIMITS.pageSize;
  if (range && (range.to === null || !far)) return;
  await loadPage(
    id,
    far && firstUnreadSeq !== null ? { kind: "around", seq: firstUnreadSeq } : { kind: "newest", seq },
  );
}

function holds(range: Range, seq: number): boolean {
  return seq >= range.from && (range.to === null || seq <= range.to);
}

/** Loads what lies around a message, unless it is there or the conversation is not followed yet. */
export async function openAround(id: string, seq: number): Promise<void> {
  const { range } = messagesStore.getState().timelines[id] ?? EMPTY_TIMELINE;
  if (knownRev(id) === undefined || (range && holds(range, seq))) return;
  await loadPage(id, { kind: "around", seq });
}

/** Moves the line of « new » of a timeline that is held. */
export function beginNewAt(id: string, seq: number): void {
  update(id, (timeline) => ({ ...timeline, firstUnreadSeq: seq }));
}

function forgetOthers(id: string): void {
  const known = opened.indexOf(id);
  if (known !== -1) opened.splice(known, 1);
  opened.push(id);
  const forgotten = opened.splice(0, Math.max(0, opened.length - HELD));
  if (forgotten.length === 0) return;
  messagesStore.setState(({ timelines }) => ({
    timelines: Object.fromEntries(Object.entries(timelines).filter(([held]) => !forgotten.includes(held))),
  }));
}

const LOADING = { newest: "first", around: "first", before: "older", after: "newer" } as const;

/** Loads a page into a held timeline. Never rejects: a failure is shown as `failed`. */
export async function loadPage(id: string, asked: PageAsked): Promise<void> {
  const replaces = asked.kind === "newest" || asked.kind === "around";
  update(id, (timeline) => ({
    ...timeline,
    loading: LOADING[asked.kind],
    failed: false,
    turn: replaces ? nextTurn() : timeline.turn,
  }));
  const turn = messagesStore.getState().timelines[id]?.turn;
  try {
    const page = await fetchPage(id, asked);
    learnMembers(page.members);
    update(id, (timeline) => (timeline.turn === turn ? withPage(timeline, asked, page) : timeline));
  } catch {
    update(id, (timeline) => (timeline.turn === turn ? { ...timeline, loading: "none", failed: true } : timeline));
  }
}

async function fetchPage(id: string, { kind, seq }: PageAsked) {
  const place = placeOf(id);
  const known = knownRev(place.conversationId) ?? 0;
  const range = kind === "newest" ? {} : { [kind]: seq };
  for (let attempt = 1; ; attempt += 1) {
    const page = await call("message:list", { ...place, ...range });
    if (page.rev >= known) return page;
    if (attempt === ATTEMPTS) throw noAnswer();
  }
}

/**
 * Holds the timeline of a thread and loads its newest page. Never rejects: see `failed`.
 */
export async function openThreadTimeline(conversationId: string, threadId: string): Promise<void> {
  const key = threadKey(conversationId, threadId);
  messagesStore.setState(({ timelines }) => ({
    timelines: { ...timelines, [key]: timelines[key] ?? { ...EMPTY_TIMELINE, threadId } },
  }));
  forgetOthers(key);
  const { range, loading } = messagesStore.getState().timelines[key] ?? EMPTY_TIMELINE;
  if (range || loading !== "none") return;
  const seq = conversationsStore.getState().held[conversationId]?.summary.seq ?? 0;
  await loadPage(key, { kind: "newest", seq });
}

/** A stream's history was cut: what is loaded may be untrue. What is on the screen is loaded anew. */
export function resetTimeline(stream: string): void {
  for (const key of timelinesOf(stream)) resetOne(key);
}

function resetOne(id: string): void {
  const timeline = messagesStore.getState().timelines[id];
  if (!timeline) return;
  const { firstUnreadSeq, threadId } = timeline;
  update(id, () => ({ ...EMPTY_TIMELINE, threadId, firstUnreadSeq, turn: nextTurn() }));
  if (threadId !== null) void openThreadTimeline(placeOf(id).conversationId, threadId);
  else if (conversationsStore.getState().visible === id) void openTimeline(id);
  else dropTimeline(id);
}

export function dropTimeline(id: string): void {
  messagesStore.setState(({ timelines, kept }) => {
    const others = Object.fromEntries(Object.entries(timelines).filter(([key]) => placeOf(key).conversationId !== id));
    const { [id]: _kept, ...keptOthers } = kept;
    return { timelines: others, kept: keptOthers };
  });
}

/** Shows what was kept of a conversation from the last visit, until its first page is there. */
export async function showKept(id: string): Promise<void> {
  if (messagesStore.getState().timelines[id]?.range) return;
  const kept = keptMessages(await accountCache().get(keptKey(id)));
  if (!kept || id in messagesStore.getState().kept) return;
  learnMembers(kept.authors);
  messagesStore.setState((state) => ({ kept: { ...state.kept, [id]: kept.rows } }));
}
