import { fold } from "./text.ts";

/** One word of a text as it is compared, and where it stands in the text. */
interface Word {
  folded: string;
  start: number;
  end: number;
}

/** What is looked for: words of which each must begin one of the text, and phrases that must stand in it as they are. */
export interface SearchTerms {
  words: string[];
  phrases: string[][];
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const QUOTED = /["“”«»]([^"“”«»]*)["“”«»]?/g;
/** Longer words are compared up to here: addresses and the like. */
const LONGEST = 40;
/** What one letter would find is not worth finding. */
const SHORTEST = 2;
const STEM = 4;

/** Plurals that no rule gives. */
const IRREGULAR: Readonly<Record<string, string>> = { travaux: "travail", vitraux: "vitrail" };

function* wordsOf(text: string): Generator<Word> {
  for (const { 0: raw, index: start } of text.matchAll(WORD)) {
    yield { folded: fold(raw).slice(0, LONGEST), start, end: start + raw.length };
  }
}

/**
 * The common form of a folded word's singular and plural, in French and in English alike: nothing tells in which a word
 * was written. It is for comparing only, and need not be a word.
 */
function stemOf(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return stemOf(irregular);
  if (word.length < STEM) return word;
  if (/(?:eau|eu|ou)x$/.test(word)) return word.slice(0, -1);
  if (word.length > STEM && word.endsWith("aux")) return `${word.slice(0, -3)}al`;
  let stem = word;
  if (/[^s]s$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > STEM && stem.endsWith("e")) stem = stem.slice(0, -1);
  return stem.length >= STEM && stem.endsWith("y") ? `${stem.slice(0, -1)}i` : stem;
}

/** What a folded word is found by: its stem, and itself where a beginning of it would not lead to that. */
function termsOfWord(word: string): string[] {
  const stem = stemOf(word);
  if (stem === word) return [word];
  for (let length = stem.length + 1; length <= word.length; length += 1) {
    if (!word.startsWith(stem) || stemOf(word.slice(0, length)) !== stem) return [stem, word];
  }
  return [stem];
}

/** @returns everything that a message says: its text, and what is said of its photos */
export function searchableText({ text, photos }: { text: string; photos?: readonly Said[] | undefined }): string {
  return [text, ...(photos ?? []).flatMap(({ alt, caption }) => [alt, caption])]
    .filter((part) => part !== "")
    .join("\n");
}

interface Said {
  alt: string;
  caption: string;
}

/** @returns the terms by which a text is found, each once */
export function searchTermsOf(text: string): string[] {
  const terms = new Set<string>();
  for (const { folded } of wordsOf(text)) {
    if (folded.length >= SHORTEST) for (const term of termsOfWord(folded)) terms.add(term);
  }
  return [...terms];
}

/** How a word that is looked for is looked up: a term begins with it, or is its stem. */
export interface Lookup {
  word: string;
  stem: string;
  /** What every such term begins with. */
  begins: string;
}

/** @returns how to look a word up among terms */
export function lookupOf(word: string): Lookup {
  const stem = stemOf(word);
  let common = 0;
  while (common < word.length && word[common] === stem[common]) common += 1;
  return { word, stem, begins: word.slice(0, common) };
}

function meets({ word, stem }: Lookup, folded: string): boolean {
  return termsOfWord(folded).some((term) => term.startsWith(word) || term === stem);
}

/** @returns what a person looks for who typed this; nothing in it means that there is nothing to look for */
export function parseSearch(typed: string): SearchTerms {
  const phrases: string[][] = [];
  const rest = typed.replace(QUOTED, (_, inside: string) => {
    const phrase = [...wordsOf(inside)].map(({ folded }) => folded);
    if (phrase.some((word) => word.length >= SHORTEST)) phrases.push(phrase);
    return " ";
  });
  const words = [...wordsOf(rest)].map(({ folded }) => folded).filter((word) => word.length >= SHORTEST);
  return { words: [...new Set(words)], phrases };
}

/** @returns whether there is anything to look for */
export function asksForWords({ words, phrases }: SearchTerms): boolean {
  return words.length > 0 || phrases.length > 0;
}

/** @returns lookups that every text must meet in which the terms are found, the longest first: it finds the fewest */
export function lookupsOf({ words, phrases }: SearchTerms): Lookup[] {
  const all = new Set([...words, ...phrases.flat().filter((word) => word.length >= SHORTEST)]);
  return [...all].map(lookupOf).sort((a, b) => b.begins.length - a.begins.length);
}

/** Where a phrase begins among words, each time. */
function* placesOf(phrase: readonly string[], words: readonly Word[]): Generator<number> {
  for (let at = 0; at + phrase.length <= words.length; at += 1) {
    if (phrase.every((word, index) => words[at + index]?.folded === word)) yield at;
  }
}

/** @returns whether every word and phrase stands in the text */
export function isFoundIn(text: string, { words, phrases }: SearchTerms): boolean {
  const there = [...wordsOf(text)];
  const folded = [...new Set(there.map((word) => word.folded))];
  const hasWord = (word: string): boolean => {
    const lookup = lookupOf(word);
    return folded.some((one) => meets(lookup, one));
  };
  const hasPhrase = (phrase: string[]): boolean => !placesOf(phrase, there).next().done;
  return words.every(hasWord) && phrases.every(hasPhrase);
}

/** A stretch of a text: from its first unit up to the one after its last. */
export interface Stretch {
  start: number;
  end: number;
}

/** @returns the stretches of the text that were looked for, in order, none overlapping */
export function foundStretches(text: string, { words, phrases }: SearchTerms): Stretch[] {
  const there = [...wordsOf(text)];
  const lookups = words.map(lookupOf);
  const stretches: Stretch[] = there.filter(({ folded }) => lookups.some((lookup) => meets(lookup, folded)));
  for (const phrase of phrases) {
    for (const at of placesOf(phrase, there)) {
      const [first, last] = [there[at], there[at + phrase.length - 1]];
      if (first && last) stretches.push({ start: first.start, end: last.end });
    }
  }
  const joined: Stretch[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const before = joined.at(-1);
    if (before && start <= before.end) before.end = Math.max(before.end, end);
    else joined.push({ start, end });
  }
  return joined;
}
