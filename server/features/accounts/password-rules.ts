import { fold } from "../../../shared/text.ts";
import { COMMON_FRAGMENTS, COMMON_PASSWORDS, CONTEXT_WORDS, WALKS } from "./common-passwords.ts";

export type PasswordProblem = "common" | "context";

/** Characters that must be left when everything predictable is taken away. */
const LEAST_LEFT = 6;
/** Different characters a password has at least, and characters of its different words together. */
const LEAST_DISTINCT = 5;
const LEAST_IN_WORDS = 12;
/** Characters in a row that count as a walk or a run. */
const WALK_LENGTH = 4;
const RUN_LENGTH = 3;
const CONTEXT_WORD_LENGTH = 3;

const walks = WALKS.flatMap((walk) => [walk, [...walk].reverse().join("")]);
const fragments = COMMON_FRAGMENTS.map((fragment) => [...fold(fragment)]);
const ownWords = CONTEXT_WORDS.map((word) => [...word]);

/**
 * @param password in NFC; its length has been checked
 * @param person what others know of her, and so would try first
 * @returns `common` when it is among those tried first everywhere, `context` when it is made of this place's or her own
 *   words, undefined when it is good
 */
export function passwordProblem(
  password: string,
  person: { email: string; displayName: string },
): PasswordProblem | undefined {
  const spaced = fold(password);
  if (COMMON_PASSWORDS.has(onlyLetters(spaced))) return "common";
  if (distinctWords(spaced) < LEAST_IN_WORDS) return "common";
  // As it is written, and as if its words were not set apart: neither may hide what the other shows.
  const readings = [spaced, spaced.replace(/[\s'._-]/g, "")];
  const weak = (words: readonly (readonly string[])[]) => readings.some((text) => left(text, words) < LEAST_LEFT);
  if (readings.some((text) => new Set(text).size < LEAST_DISTINCT || repeatedUnit(text) < LEAST_IN_WORDS)) {
    return "common";
  }
  if (weak(fragments)) return "common";
  if (weak([...hers(person), ...ownWords, ...fragments])) return "context";
  return undefined;
}

/** @returns folded words of her address and name, the longest first, whole and apart */
function hers({ email, displayName }: { email: string; displayName: string }): string[][] {
  const [local = "", domain = ""] = email.split("@");
  const sources = [fold(local), fold(displayName), fold(domain)];
  const words = sources.flatMap((source) => [onlyLetters(source), ...source.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(words)]
    .map((word) => [...word])
    .filter((word) => word.length >= CONTEXT_WORD_LENGTH)
    .sort((a, b) => b.length - a.length);
}

function onlyLetters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}

/** @returns the length of the shortest unit whose repetition the text is; the text's own when it repeats nothing */
function repeatedUnit(text: string): number {
  const at = (text + text).indexOf(text, 1);
  return at === -1 ? text.length : at;
}

/** @returns the characters of the different words of a text together; the text's own when it is a single word */
function distinctWords(text: string): number {
  const words = text.split(" ");
  return words.length < 2 ? text.length : [...new Set(words)].join(" ").length;
}

/**
 * Reads from left to right and steps over the longest predictable piece at each place: a word of the list, a walk along
 * a keyboard, a run of one character, a year.
 * @returns how many characters were none of these
 */
function left(folded: string, words: readonly (readonly string[])[]): number {
  const characters = [...folded];
  let count = 0;
  for (let at = 0; at < characters.length; ) {
    const step = Math.max(
      wordAt(characters, at, words),
      walkAt(characters, at),
      runAt(characters, at),
      yearAt(characters, at),
    );
    if (step === 0 && characters[at] !== " ") count += 1;
    at += Math.max(step, 1);
  }
  return count;
}

function wordAt(characters: readonly string[], at: number, words: readonly (readonly string[])[]): number {
  let longest = 0;
  for (const word of words) {
    if (word.length > longest && word.every((letter, index) => characters[at + index] === letter))
      longest = word.length;
  }
  return longest;
}

function walkAt(characters: readonly string[], at: number): number {
  const first = characters[at] as string;
  let longest = 0;
  for (const walk of walks) {
    for (let from = walk.indexOf(first); from !== -1; from = walk.indexOf(first, from + 1)) {
      let length = 1;
      while (from + length < walk.length && characters[at + length] === walk[from + length]) length += 1;
      longest = Math.max(longest, length);
    }
  }
  return longest >= WALK_LENGTH ? longest : 0;
}

function runAt(characters: readonly string[], at: number): number {
  let length = 1;
  while (characters[at + length] === characters[at] && at + length < characters.length) length += 1;
  return length >= RUN_LENGTH ? length : 0;
}

const YEAR_LENGTH = 4;

function yearAt(characters: readonly string[], at: number): number {
  return /^(19|20)\d\d$/.test(characters.slice(at, at + YEAR_LENGTH).join("")) ? YEAR_LENGTH : 0;
}
