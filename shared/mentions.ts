import { fold } from "./text.ts";

/** What stands for everybody in a room, in either language, at the beginning of a text. */
const EVERYBODY = /^@(?:salon|room)(?![\p{L}\p{N}])/iu;
const WORDY = /[\p{L}\p{N}]/u;

/** @returns the place of every @ that begins a word */
export function signs(text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (at === 0 || !WORDY.test(text.charAt(at - 1))) places.push(at);
  }
  return places;
}

/**
 * Whether a text begins with a name as a word of its own, whatever accents and case.
 * @param folded the name, folded
 * @returns how much of the text the name takes; 0 where another word stands
 */
export function lengthOfName(text: string, folded: string): number {
  // A folded name is as long as its letters but for accents typed apart and for œ and æ.
  for (const length of [folded.length, folded.length - 1, folded.length - 2, folded.length + 1, folded.length + 2]) {
    if (length > 0 && fold(text.slice(0, length)) === folded && !WORDY.test(text.charAt(length))) return length;
  }
  return 0;
}

/** @returns whether a text names somebody as `@name` */
export function isNamedIn(text: string, name: string): boolean {
  const folded = fold(name);
  return folded !== "" && signs(text).some((at) => lengthOfName(text.slice(at + 1), folded) > 0);
}

/** @returns how a text calls everybody where it begins; undefined where it does not */
export function everybodyAt(text: string): string | undefined {
  return EVERYBODY.exec(text)?.[0];
}

/** @returns whether a text calls everybody in a room */
export function callsEverybody(text: string): boolean {
  return signs(text).some((at) => everybodyAt(text.slice(at)) !== undefined);
}
