import { fold } from "../../../shared/text.ts";

/** Something that a filter can name. */
export interface Nameable {
  id: string;
  name: string;
}

export interface SearchNames {
  people: readonly Nameable[];
  places: readonly Nameable[];
}

/** What a filter narrows by, as the call names it. `before` and `after`: milliseconds. */
export interface SearchLimits {
  from?: string;
  in?: string;
  before?: number;
  after?: number;
  has?: "link" | "photo";
  is?: "question" | "open-question";
}

/** A filter as it was typed. `means` is null where nothing is meant by it: nobody has the name, no day has the date. */
export interface TypedFilter {
  written: string;
  means: SearchLimits | null;
}

export interface TypedSearch {
  /** What is left to look for once the filters are taken out. */
  text: string;
  filters: TypedFilter[];
}

const KEYS: Readonly<Record<string, keyof SearchLimits>> = {
  ...{ de: "from", from: "from", dans: "in", in: "in", avant: "before", before: "before", apres: "after" },
  ...{ after: "after", a: "has", has: "has", est: "is", is: "is" },
};
const FILTER = /(?<=^|\s)([\p{L}\p{M}]{1,6}):(["“«]\s?([^"”»]*)["”»]|\S+)/gu;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const FRENCH = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** @returns the start of that day where she is, or null where there is no such day */
function dayOf(written: string): number | null {
  const iso = ISO.exec(written);
  const [day, month, year] = iso ? [iso[3], iso[2], iso[1]] : (FRENCH.exec(written) ?? []).slice(1);
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getMonth() === Number(month) - 1 && date.getTime() >= 0;
  return isReal ? date.getTime() : null;
}

/** @returns who or what has that name: the same, else the only one of which a word begins so */
function named(written: string, all: readonly Nameable[]): string | null {
  const wanted = fold(written.replace(/^@/, "").replaceAll("_", " "));
  const same = all.find(({ name }) => fold(name) === wanted);
  if (same) return same.id;
  const close = all.filter(({ name }) => ` ${fold(name).replaceAll(/['-]/g, " ")}`.includes(` ${wanted}`));
  return wanted !== "" && close.length === 1 ? (close[0]?.id ?? null) : null;
}

function meaningOf(key: keyof SearchLimits, value: string, names: SearchNames): SearchLimits | null {
  switch (key) {
    case "from": {
      const id = named(value, names.people);
      return id === null ? null : { from: id };
    }
    case "in": {
      const id = named(value.replace(/^#/, ""), names.places);
      return id === null ? null : { in: id };
    }
    case "before":
    case "after": {
      const day = dayOf(value);
      return day === null ? null : { [key]: day };
    }
    case "has":
      return hasOf(fold(value));
    case "is":
      if (fold(value) === "question") return { is: "question" };
      return ["ouverte", "open"].includes(fold(value)) ? { is: "open-question" } : null;
  }
}

/**
 * What a person typed, cut into words and filters: `de:`, `dans:`, `avant:`, `après:`, `a:lien`, `est:question`,
 * `est:ouverte`, or their English twins. A name of several words is in quotes. What only looks like a filter stays words.
 */
export function parseTyped(typed: string, names: SearchNames): TypedSearch {
  const filters: TypedFilter[] = [];
  const text = typed.replace(FILTER, (written: string, name: string, whole: string, quoted: string | undefined) => {
    const key = KEYS[fold(name)];
    if (key === undefined) return written;
    filters.push({ written, means: meaningOf(key, (quoted ?? whole).trim(), names) });
    return " ";
  });
  return { text: text.replace(/\s+/g, " ").trim(), filters };
}

/** @returns what was typed without one of its filters */
export function withoutFilter(typed: string, written: string): string {
  return typed.replace(written, " ").replace(/\s+/g, " ").trim();
}

function hasOf(word: string): Pick<SearchLimits, "has"> | null {
  if (["lien", "link"].includes(word)) return { has: "link" };
  return ["photo", "photos"].includes(word) ? { has: "photo" } : null;
}
