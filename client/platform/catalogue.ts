import { frenchSpacing } from "./french-spacing.ts";

/** The strings of one namespace in one language: words, or groups of words. */
export interface Strings {
  readonly [key: string]: string | Strings;
}

/** The same keys, any words. */
type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** The words of one namespace in both languages. */
export interface Catalogue<Fr extends Strings = Strings> {
  readonly fr: Fr;
  readonly en: SameKeys<Fr>;
}

type WithoutPlural<K extends string> = K extends `${infer Base}_${"zero" | "one" | "two" | "few" | "many" | "other"}`
  ? Base
  : K;

/** What may be asked of a namespace: dotted paths, a plural form counting as its base (`unread_one` → `unread`). */
export type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${KeyOf<T[K]>}`;
}[keyof T & string];

/**
 * Declares the words of a namespace. The compiler refuses an `en` that lacks a key of `fr` or has one too many.
 * Plurals: `unread_one`, `unread_other`, asked for as `unread` with a `count`.
 */
export function defineCatalogue<const Fr extends Strings>(catalogue: {
  fr: Fr;
  en: SameKeys<NoInfer<Fr>>;
}): Catalogue<Fr> {
  return catalogue;
}

/** Applies `change` to every word of a tree of strings; gives a new tree. */
export function mapStrings(strings: Strings, change: (text: string) => string): Strings {
  return Object.fromEntries(
    Object.entries(strings).map(([key, value]) => [
      key,
      typeof value === "string" ? change(value) : mapStrings(value, change),
    ]),
  );
}

/** French counts a million and more apart (« many »): without a form of its own it takes that of « other ». */
export function withManyForms(strings: Strings): Strings {
  const forms = Object.entries(strings).flatMap<[string, string | Strings]>(([key, value]) => {
    if (typeof value !== "string") return [[key, withManyForms(value)]];
    const many = key.replace(/_other$/, "_many");
    return many === key || many in strings
      ? [[key, value]]
      : [
          [key, value],
          [many, value],
        ];
  });
  return Object.fromEntries(forms);
}

/** French as it is shown: typography applied, every plural form present. */
export function prepareFrench(strings: Strings): Strings {
  return withManyForms(mapStrings(strings, frenchSpacing));
}
