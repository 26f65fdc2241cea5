import { useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { membersStore, useBlocked } from "../members/members.store.ts";
import { briefOf } from "./brief.ts";
import { messageWords } from "./messages.catalogue.ts";

/** Messages are announced together once nothing came for this long, or the first has waited that long, in milliseconds. */
const quietMs = 700;
const longestMs = 2_500;
/** More than these are announced as a number. */
const readOut = 3;
/** A long message is begun, not read to its end. */
const readLength = 240;

export interface ArrivalOptions {
  rows: readonly Message[];
  me: string | null;
  /** The rows do not reach the present: what is loaded then is no news. */
  hasNewer: boolean;
}

/**
 * The words that tell screen readers of what others have just written: the messages, or how many there are. Nothing of
 * members whom I block; and what was told goes from the page when it is deleted.
 */
export function useArrivals({ rows, me, hasNewer }: ArrivalOptions): string {
  const say = useWords(messageWords);
  const blocked = useBlocked();
  const [told, setTold] = useState<readonly Message[]>([]);
  const known = useRef<{ seq: number; hasNewer: boolean } | null>(null);
  const waiting = useRef<Message[]>([]);
  const since = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    waiting.current = waiting.current.filter((message) => !isDeleted(message, rows));
    const newest = rows.at(-1)?.seq;
    if (newest === undefined) return;
    const before = known.current;
    known.current = { seq: Math.max(newest, before?.seq ?? 0), hasNewer };
    if (before === null || before.hasNewer || hasNewer) return;
    const isNews = ({ seq, authorId, deleted }: Message) =>
      seq > before.seq && authorId !== me && deleted === "no" && !blocked.has(authorId);
    const news = rows.filter(isNews);
    if (news.length === 0) return;
    if (waiting.current.length === 0) since.current = performance.now();
    waiting.current.push(...news);
    clearTimeout(timer.current);
    const left = Math.max(0, longestMs - (performance.now() - since.current));
    timer.current = setTimeout(
      () => {
        setTold(waiting.current);
        waiting.current = [];
      },
      Math.min(quietMs, left),
    );
  }, [rows, me, hasNewer, blocked]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => {
    // Not the others of the same words either: they would be read out a second time.
    if (told.some((message) => isDeleted(message, rows) || blocked.has(message.authorId))) return "";
    if (told.length > readOut) return say("arrived", { count: told.length });
    return told.map((message) => said(message, (name, text) => say("said", { name, text }))).join("\n");
  }, [told, rows, blocked, say]);
}

function isDeleted({ id }: Message, rows: readonly Message[]): boolean {
  return rows.some((row) => row.id === id && row.deleted !== "no");
}

function said(message: Message, words: (name: string, text: string) => string): string {
  const name = membersStore.getState().members[message.authorId]?.displayName ?? "";
  const text = briefOf(message);
  const chars = [...text];
  return words(name, chars.length > readLength ? `${chars.slice(0, readLength).join("")}…` : text);
}
