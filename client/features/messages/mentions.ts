import { LIMITS } from "../../../shared/limits.ts";
import type { Member } from "../../../shared/members.ts";
import type { Mention } from "../../../shared/messages.ts";
import { fold } from "../../../shared/text.ts";

/** A piece of words: plain, a person who is named, or everybody. */
export type NamedPiece =
  | { kind: "words"; text: string }
  | { kind: "mention"; text: string; userId: string }
  | { kind: "everybody"; text: string };

const EVERYBODY = /^@(?:salon|room)(?![\p{L}\p{N}])/iu;
const WORDY = /[\p{L}\p{N}]/u;

/** @returns the length of what stands at the beginning of a text and reads as the name; 0 where another word stands */
function lengthOfName(text: string, folded: string): number {
  // A folded name is as long as its letters but for accents typed apart and for œ and æ.
  for (const length of [folded.length, folded.length - 1, folded.length - 2, folded.length + 1, folded.length + 2]) {
    const next = text.charAt(length);
    if (length > 0 && fold(text.slice(0, length)) === folded && !WORDY.test(next)) return length;
  }
  return 0;
}

interface Named {
  userId: string;
  /** The name, folded. */
  folded: string;
}

function longestFirst(names: readonly { userId: string; name: string }[]): Named[] {
  return names
    .map(({ userId, name }) => ({ userId, folded: fold(name) }))
    .filter(({ folded }) => folded !== "")
    .toSorted((a, b) => b.folded.length - a.folded.length);
}

/** @returns the place of every @ that begins a word */
function signs(text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (at === 0 || !WORDY.test(text.charAt(at - 1))) places.push(at);
  }
  return places;
}

/** @returns the members whom a text names as `@name`, whatever accents and case: the longest name that fits */
export function mentionsIn(text: string, members: readonly Pick<Member, "id" | "displayName">[]): Mention[] {
  const names = longestFirst(members.map(({ id, displayName }) => ({ userId: id, name: displayName })));
  const found = new Map<string, Mention>();
  for (const at of signs(text)) {
    const rest = text.slice(at + 1);
    for (const { userId, folded } of names) {
      const length = lengthOfName(rest, folded);
      if (length === 0) continue;
      if (!found.has(userId)) found.set(userId, { userId, name: rest.slice(0, length) });
      break;
    }
  }
  return [...found.values()].slice(0, LIMITS.mentions);
}

/** Cuts words where they name those whom the message mentions. Joined again they are the same. */
export function namedPieces(
  text: string,
  {
    mentions = [],
    mentionsAll = false,
  }: { mentions?: readonly Mention[] | undefined; mentionsAll?: boolean | undefined },
): NamedPiece[] {
  const names = longestFirst(mentions);
  const pieces: NamedPiece[] = [];
  let from = 0;
  const cut = (at: number, piece: NamedPiece): void => {
    if (at > from) pieces.push({ kind: "words", text: text.slice(from, at) });
    pieces.push(piece);
    from = at + piece.text.length;
  };
  for (const at of signs(text)) {
    const everybody = mentionsAll ? EVERYBODY.exec(text.slice(at))?.[0] : undefined;
    if (everybody !== undefined) {
      cut(at, { kind: "everybody", text: everybody });
      continue;
    }
    for (const { userId, folded } of names) {
      const length = lengthOfName(text.slice(at + 1), folded);
      if (length === 0) continue;
      cut(at, { kind: "mention", text: text.slice(at, at + 1 + length), userId });
      break;
    }
  }
  if (from < text.length) pieces.push({ kind: "words", text: text.slice(from) });
  return pieces;
}
