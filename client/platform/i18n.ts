import { useCallback, useSyncExternalStore } from "react";
import { type Catalogue, type KeyOf, prepareFrench, type Strings } from "./catalogue.ts";

export { defineCatalogue } from "./catalogue.ts";

/** The languages of the interface, the first one being the first. */
export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

const storageKey = "language";

/** Values put into a string; `count` also chooses the plural form. */
export type Values = Readonly<Record<string, string | number>>;

/** A namespace whose words are registered: hand it to `useWords`. The type parameter carries the keys. */
export interface Words<Fr extends Strings> {
  readonly namespace: string;
  readonly keys?: KeyOf<Fr>;
}

/** Asks for one string of a namespace. */
export type Say<Fr extends Strings> = (key: KeyOf<Fr>, values?: Values) => string;

/** The language to begin with: the saved choice, else the first of the browser's that we speak, else French. */
export function detectLanguage(saved: string | null, preferred: readonly string[]): Language {
  const spoken = (tag: string | null): Language | undefined =>
    languages.find((language) => tag?.toLowerCase().split("-")[0] === language);
  const [found] = [saved, ...preferred].flatMap((tag) => spoken(tag) ?? []);
  return found ?? "fr";
}

function savedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

const inBrowser = typeof document !== "undefined";

let language: Language = inBrowser ? detectLanguage(savedLanguage(), navigator.languages) : "fr";
const listeners = new Set<() => void>();
const catalogues = new Map<string, Catalogue>();
const plurals = { fr: new Intl.PluralRules("fr"), en: new Intl.PluralRules("en") };

function showLanguage(): void {
  if (inBrowser) document.documentElement.lang = language;
}
showLanguage();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language of the interface now. */
export function currentLanguage(): Language {
  return language;
}

/** @returns what stands in a tree of strings under a dotted path */
function stringAt(strings: Strings, key: string): string | undefined {
  let found: string | Strings | undefined = strings;
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  return typeof found === "string" ? found : undefined;
}

/** @returns the words of a key with the values in their places; the key itself where there are none */
function worded(namespace: string, key: string, values: Values = {}): string {
  const strings = catalogues.get(namespace)?.[language];
  const { count } = values;
  const form = typeof count === "number" ? `${key}_${plurals[language].select(count)}` : key;
  const text = strings && (stringAt(strings, form) ?? stringAt(strings, key));
  return text?.replace(/\{\{(\w+)\}\}/g, (place, name: string) => `${values[name] ?? place}`) ?? key;
}

/** Changes the language of the interface and keeps the choice on this device. */
export function chooseLanguage(next: Language): void {
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // Kept for this visit only.
  }
  language = next;
  showLanguage();
  for (const listener of listeners) listener();
}

/** The language of the interface, followed by the component. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage);
}

/**
 * Adds the words of a feature, once, when its module loads. French typography is applied here.
 * Gives the handle for `useWords` and `say`.
 */
export function registerCatalogue<Fr extends Strings>(namespace: string, catalogue: Catalogue<Fr>): Words<Fr> {
  catalogues.set(namespace, { fr: prepareFrench(catalogue.fr), en: catalogue.en });
  return { namespace };
}

/** The words of a namespace for a component: follows the language. Only its keys are accepted. */
export function useWords<Fr extends Strings>(words: Words<Fr>): Say<Fr> {
  const spoken = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is another function.
  return useCallback((key, values) => say(words, key, values), [words, spoken]);
}

/** One string outside a component (a toast, a document title), in the present language. */
export function say<Fr extends Strings>(words: Words<Fr>, key: KeyOf<Fr>, values?: Values): string {
  return worded(words.namespace, key, values);
}
