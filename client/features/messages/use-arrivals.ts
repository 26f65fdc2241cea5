import { useEffect, useRef, useState } from "react";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { membersStore } from "../members/members.store.ts";
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

/** The words that tell screen readers of what others have just written: the messages, or how many there are. */
export function useArrivals({ rows, me, hasNewer }: ArrivalOptions): string {
  const say = useWords(messageWords);
  const [words, setWords] = useState("");
  const known = useRef<{ seq: number; hasNewer: boolean } | null>(null);
  const waiting = useRef<Message[]>([]);
  const since = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const newest = rows.at(-1)?.seq;
    if (newest === undefined) return;
    const before = known.current;
    known.current = { seq: Math.max(newest, before?.seq ?? 0), hasNewer };
    if (before === null || before.hasNewer || hasNewer) return;
    const news = rows.filter(({ seq, authorId, deleted }) => seq > before.seq && authorId !== me && deleted === "no");
    if (news.length === 0) return;
    if (waiting.current.length === 0) since.current = performance.now();
    waiting.current.push(...news);
    clearTimeout(timer.current);
    const left = Math.max(0, longestMs - (performance.now() - since.current));
    timer.current = setTimeout(
      () => {
        const told = waiting.current;
        waiting.current = [];
        setWords(
          told.length > readOut
            ? say("arrived", { count: told.length })
            : told.map((message) => said(message, (name, text) => say("said", { name, text }))).join("\n"),
        );
      },
      Math.min(quietMs, left),
    );
  }, [rows, me, hasNewer, say]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return words;
}

function said({ authorId, text }: Message, words: (name: string, text: string) => string): string {
  const name = membersStore.getState().members[authorId]?.displayName ?? "";
  const chars = [...text];
  return words(name, chars.length > readLength ? `${chars.slice(0, readLength).join("")}…` : text);
}
