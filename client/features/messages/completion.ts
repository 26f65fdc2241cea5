import { fold } from "../../../shared/text.ts";

/** What is being typed at the caret and can be completed. */
export interface Token {
  kind: "mention" | "emoji" | "command";
  /** Without its sign. */
  typed: string;
  /** Where it begins, sign included, and where the caret is. */
  from: number;
  to: number;
}

const SIGNS = { "@": "mention", ":": "emoji", "/": "command" } as const;
const WORDY = /[\p{L}\p{N}_]/u;
/** A name has a few words; what is longer than this is no name any more. */
const longestMention = 40;

/** @returns the token that ends at the caret, or null */
export function tokenAt(text: string, caret: number): Token | null {
  const before = text.slice(0, caret);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (before.length === line.length && /^\/[a-zà-ÿ]*$/iu.test(line)) {
    return { kind: "command", typed: line.slice(1), from: 0, to: caret };
  }
  const emoji = /(?:^|[\s(])(:[\p{L}\p{N}_+-]{2,24})$/u.exec(line)?.[1];
  if (emoji !== undefined) return { kind: SIGNS[":"], typed: emoji.slice(1), from: caret - emoji.length, to: caret };
  const at = line.lastIndexOf("@");
  if (at === -1 || (at > 0 && WORDY.test(line.charAt(at - 1)))) return null;
  const typed = line.slice(at + 1);
  if (typed.length > longestMention || /^\s|\s\s|[^\p{L}\p{M}\p{N}\s'’.-]/u.test(typed)) return null;
  return { kind: SIGNS["@"], typed, from: caret - typed.length - 1, to: caret };
}

/** @returns those whose name, or a word of it, begins with what was typed; whole names first. In the order given else */
export function matching<T>(all: readonly T[], typed: string, nameOf: (one: T) => string): T[] {
  const wanted = fold(typed);
  const rank = (one: T): number => {
    const name = fold(nameOf(one));
    if (name.startsWith(wanted)) return 0;
    return name.split(/[\s'-]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((entry) => entry.rank < 2)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

/** @returns the text with the token replaced, and where the caret then stands */
export function completed(text: string, { from, to }: Token, by: string): { text: string; caret: number } {
  const after = text.slice(to);
  const space = by === "" || /^\s/u.test(after) ? "" : " ";
  return { text: `${text.slice(0, from)}${by}${space}${after}`, caret: from + by.length + 1 - (by === "" ? 1 : 0) };
}
