import { useEffect, useRef, useState } from "react";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { membersStore } from "../members/members.store.ts";
import { messageWords } from "./messages.catalogue.ts";

/** Messages that come within this time are announced together, in milliseconds. */
const togetherMs = 800;
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
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const newest = rows.at(-1)?.seq;
    if (newest === undefined) return;
    const before = known.current;
    known.current = { seq: Math.max(newest, before?.seq ?? 0), hasNewer };
    if (before === null || before.hasNewer || hasNewer) return;
    const news = rows.filter(({ seq, authorId, deleted }) => seq > before.seq && authorId !== me && deleted === "no");
    if (news.length === 0) return;
    waiting.current.push(...news);
    timer.current ??= setTimeout(() => {
      const told = waiting.current;
      waiting.current = [];
      timer.current = undefined;
      setWords(
        told.length > readOut
          ? say("arrived", { count: told.length })
          : told.map((message) => said(message, (name, text) => say("said", { name, text }))).join("\n"),
      );
    }, togetherMs);
  }, [rows, me, hasNewer, say]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return words;
}

function said({ authorId, text }: Message, words: (name: string, text: string) => string): string {
  const name = membersStore.getState().members[authorId]?.displayName ?? "";
  const chars = [...text];
  return words(name, chars.length > readLength ? `${chars.slice(0, readLength).join("")}…` : text);
}
