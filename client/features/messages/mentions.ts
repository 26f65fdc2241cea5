import { LIMITS } from "../../../shared/limits.ts";
import type { Member } from "../../../shared/members.ts";
import { everybodyAt, lengthOfName, signs } from "../../../shared/mentions.ts";
import type { Mention } from "../../../shared/messages.ts";
import { fold } from "../../../shared/text.ts";

/** A piece of words: plain, a person who is named, or everybody. */
export type NamedPiece =
  | { kind: "words"; text: string }
  | { kind: "mention"; text: string; userId: string }
  | { kind: "everybody"; text: string };

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
    const everybody = mentionsAll ? everybodyAt(text.slice(at)) : undefined;
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
