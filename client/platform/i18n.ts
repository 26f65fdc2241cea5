import i18next from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
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

void i18next.use(initReactI18next).init({
  lng: inBrowser ? detectLanguage(savedLanguage(), navigator.languages) : "fr",
  fallbackLng: "fr",
  supportedLngs: [...languages],
  ns: [],
  resources: {},
  initAsync: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

function showLanguage(): void {
  if (inBrowser) document.documentElement.lang = currentLanguage();
}
showLanguage();
i18next.on("languageChanged", showLanguage);

/** The language of the interface now. */
export function currentLanguage(): Language {
  return i18next.language === "en" ? "en" : "fr";
}

/** Changes the language of the interface and keeps the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Kept for this visit only.
  }
  await i18next.changeLanguage(language);
}

/** The language of the interface, followed by the component. */
export function useLanguage(): Language {
  useTranslation();
  return currentLanguage();
}

/**
 * Adds the words of a feature, once, when its module loads. French typography is applied here.
 * Gives the handle for `useWords` and `say`.
 */
export function registerCatalogue<Fr extends Strings>(namespace: string, catalogue: Catalogue<Fr>): Words<Fr> {
  i18next.addResourceBundle("fr", namespace, prepareFrench(catalogue.fr), true, true);
  i18next.addResourceBundle("en", namespace, catalogue.en, true, true);
  return { namespace };
}

/** The words of a namespace for a component: follows the language. Only its keys are accepted. */
export function useWords<Fr extends Strings>(words: Words<Fr>): Say<Fr> {
  const { t } = useTranslation(words.namespace);
  return useCallback((key, values) => t(key, { ...values }), [t]);
}

/** One string outside a component (a toast, a document title), in the present language. */
export function say<Fr extends Strings>(words: Words<Fr>, key: KeyOf<Fr>, values?: Values): string {
  return i18next.t(key, { ns: words.namespace, ...values });
}
