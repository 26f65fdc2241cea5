import { afterEach, describe, expect, expectTypeOf, it } from "vitest";
import { type KeyOf, prepareFrench, withManyForms } from "../../client/platform/catalogue.ts";
import { frenchSpacing } from "../../client/platform/french-spacing.ts";
import {
  chooseLanguage,
  currentLanguage,
  defineCatalogue,
  detectLanguage,
  registerCatalogue,
  say,
} from "../../client/platform/i18n.ts";

const thin = "\u202f";

describe("French spacing", () => {
  it.each([
    ["Que se passe-t-il ?", `Que se passe-t-il${thin}?`],
    ["Que se passe-t-il?", `Que se passe-t-il${thin}?`],
    ["Hors ligne : tout partira", `Hors ligne${thin}: tout partira`],
    ["Attention\u00a0: lire ; puis écrire", `Attention${thin}: lire${thin}; puis écrire`],
    ["répond « tout compris ».", `répond «${thin}tout compris${thin}».`],
    ["«Envoyer»", `«${thin}Envoyer${thin}»`],
    ["{{name}}: bonjour", `{{name}}${thin}: bonjour`],
    ["L'atelier d'Inès", "L’atelier d’Inès"],
    ["15 Mo, 30 cm, {{count}} min", "15\u00a0Mo, 30\u00a0cm, {{count}}\u00a0min"],
  ])("%s", (typed, shown) => {
    expect(frenchSpacing(typed)).toBe(shown);
    expect(frenchSpacing(shown)).toBe(shown);
  });

  it.each(["https://exemple.fr/?a=b", "14:12", "3 heures", "{{count}} membres", "$t(ui:close)"])(
    "leaves %s",
    (text) => {
      expect(frenchSpacing(text)).toBe(text);
    },
  );
});

describe("a catalogue", () => {
  afterEach(() => chooseLanguage("fr"));

  const words = registerCatalogue(
    "test",
    defineCatalogue({
      fr: { question: "Ça va ?", unread_one: "{{count}} non lu", unread_other: "{{count}} non lus", deep: { a: "là" } },
      en: {
        question: "All well?",
        unread_one: "{{count}} unread",
        unread_other: "{{count}} unread",
        deep: { a: "there" },
      },
    }),
  );

  it("speaks French first, with its spacing, and English after a choice", async () => {
    expect(currentLanguage()).toBe("fr");
    expect(say(words, "question")).toBe(`Ça va${thin}?`);
    chooseLanguage("en");
    expect(say(words, "question")).toBe("All well?");
    expect(say(words, "deep.a")).toBe("there");
  });

  it("counts as each language does: nought is singular in French", async () => {
    expect(say(words, "unread", { count: 0 })).toBe("0 non lu");
    expect(say(words, "unread", { count: 2 })).toBe("2 non lus");
    expect(say(words, "unread", { count: 1_000_000 })).toBe("1000000 non lus");
  });

  it("gives the many form only where there is none", () => {
    expect(withManyForms({ a_other: "x" })).toEqual({ a_other: "x", a_many: "x" });
    expect(withManyForms({ a_other: "x", a_many: "y" })).toEqual({ a_other: "x", a_many: "y" });
    expect(prepareFrench({ b: { c: "Oui !" } })).toEqual({ b: { c: `Oui${thin}!` } });
  });

  it("refuses at compile time an English that lacks a key or has one too many", () => {
    // @ts-expect-error: "b" is missing in English
    defineCatalogue({ fr: { a: "a", b: "b" }, en: { a: "a" } });
    // @ts-expect-error: "c" does not exist in French
    defineCatalogue({ fr: { a: "a" }, en: { a: "a", c: "c" } });
    // @ts-expect-error: no such key
    expect(say(words, "answer")).toBe("answer");
    expectTypeOf<KeyOf<{ a_one: string; a_other: string; b: { c: string } }>>().toEqualTypeOf<"a" | "b.c">();
  });
});

describe("the first language", () => {
  it.each([
    ["en", ["fr-FR"], "en"],
    [null, ["en-US", "fr"], "en"],
    [null, ["de-DE", "fr-CA"], "fr"],
    [null, ["de-DE", "pt"], "fr"],
    ["klingon", ["en"], "en"],
    [null, [], "fr"],
  ] as const)("saved %s, browser %j: %s", (saved, preferred, expected) => {
    expect(detectLanguage(saved, preferred)).toBe(expected);
  });
});
