import { type RefObject, useRef, useState } from "react";
import type { CompletionKeys } from "./Completion.tsx";
import { completed, type Token, tokenAt } from "./completion.ts";

export interface CompletingOptions {
  area: RefObject<HTMLTextAreaElement | null>;
  draft: string;
  setDraft: (text: string) => void;
}

export interface Completing {
  /** What can be completed at the caret; null: nothing, or she closed the list. */
  token: Token | null;
  keys: RefObject<CompletionKeys | null>;
  /** Of the entry that Enter takes. */
  activeId: string | undefined;
  setActive: (id: string | null) => void;
  /** Looks where the caret is now. */
  look: () => void;
  close: () => void;
  /** Puts words in the place of the token. */
  pick: (by: string) => void;
  /** Puts words around what is selected, or all that is written. */
  wrap: (before: string, after: string) => void;
}

/** Follows the caret of the field that one writes in. */
export function useCompleting({ area, draft, setDraft }: CompletingOptions): Completing {
  const [token, setToken] = useState<Token | null>(null);
  const [activeId, setActive] = useState<string | null>(null);
  const keys = useRef<CompletionKeys | null>(null);
  // Where a token begins that was completed, or whose list was closed: it is not offered again.
  const done = useRef<number | null>(null);
  const put = (text: string, selection: { from: number; to: number }): void => {
    setDraft(text);
    setToken(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(selection.from, selection.to);
    });
  };
  return {
    token,
    keys,
    activeId: activeId ?? undefined,
    setActive,
    look: () => {
      const field = area.current;
      if (!field) return;
      const token = field.selectionStart === field.selectionEnd ? tokenAt(field.value, field.selectionStart) : null;
      if (token?.from !== done.current) done.current = null;
      const found = token !== null && token.from === done.current ? null : token;
      setToken((known) => (same(known, found) ? known : found));
    },
    close: () => {
      done.current = token?.from ?? done.current;
      setToken(null);
    },
    pick: (by) => {
      if (!token) return;
      done.current = token.from;
      const { text, caret } = completed(draft, token, by);
      put(text, { from: caret, to: caret });
    },
    wrap: (before, after) => {
      const field = area.current;
      // A command was typed in its place: it is gone from the field, and its caret is at the beginning.
      const text = field?.value.replace(/^\/[a-zà-ÿ]*$/iu, "") ?? draft;
      const from = Math.min(field?.selectionStart ?? 0, text.length);
      const to = Math.min(field?.selectionEnd ?? text.length, text.length);
      const inside = text.slice(from, to);
      const at = from + before.length;
      put(`${text.slice(0, from)}${before}${inside}${after}${text.slice(to)}`, { from: at, to: at + inside.length });
    },
  };
}

function same(one: Token | null, other: Token | null): boolean {
  return one?.kind === other?.kind && one?.typed === other?.typed && one?.from === other?.from;
}
