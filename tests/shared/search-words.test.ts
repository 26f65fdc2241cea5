import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foundStretches, isFoundIn, lookupsOf, parseSearch, searchTermsOf } from "../../shared/search-words.ts";

const finds = (typed: string, text: string): boolean => isFoundIn(text, parseSearch(typed));

describe("what is looked for", () => {
  it.each([
    ["melanie", "Bonjour Mélanie !"],
    ["MÉLANIE", "bonjour melanie"],
    ["fact", "Un modèle de facturation"],
    ["œuvre", "Mon oeuvre"],
    ["oeuvre", "L’ŒUVRE de sa vie"],
    ["l'œuvre", "L’œuvre"],
    ["photographes", "une photographe"],
    ["photographe", "deux photographes"],
    ["journaux", "un journal"],
    ["journal", "des journaux"],
    ["bateau", "les bateaux"],
    ["cheveux", "un cheveu"],
    ["travaux", "un travail"],
    ["galleries", "a gallery"],
    ["gallery", "two galleries"],
    ["galerie", "les galeries"],
    ["portraits lumière", "la lumière d’un portrait"],
    ["« chambre noire »", "dans la Chambre Noire,"],
    ['"chambre noire"', "dans la chambre — noire"],
    ["f/8 argentique", "à f/8, en argentique"],
  ])("%s is in: %s", (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });

  it.each([
    ["mélanie", "Mel"],
    ["tarif", "Un contrat"],
    ["portrait nuit", "un portrait de jour"],
    ['"chambre noire"', "noire est la chambre"],
    ['"chambre noire"', "une chambre très noire"],
    ["acturation", "facturation"],
    ["prix", "prison"],
  ])("%s is not in: %s", (typed, text) => {
    expect(finds(typed, text)).toBe(false);
  });

  it("is nothing where there is no word of two letters", () => {
    for (const typed of ["", "  ", "a", "« »", "!?", "📷", '"à"']) {
      expect(parseSearch(typed), typed).toEqual({ words: [], phrases: [] });
    }
  });

  it("stands out where it is, in the text as it was written", () => {
    const text = "Mélanie, l’œuvre de Mélanie Œuvrard";
    const stretches = foundStretches(text, parseSearch('oeuv "de mélanie"'));
    expect(stretches.map(({ start, end }) => text.slice(start, end))).toEqual(["œuvre", "de Mélanie", "Œuvrard"]);
  });
});

const letters = fc.constantFrom(..."aeiouxslrtynàéçœÉ", "s", "x", "es", "aux", "ies");
const word = fc.array(letters, { minLength: 2, maxLength: 12 }).map((parts) => parts.join(""));

describe("any word", () => {
  it("is found by itself, by each of its beginnings from two letters on, and by its plural", () => {
    fc.assert(
      fc.property(word, word, fc.nat(), (one, other, at) => {
        const text = `${other} ${one}`;
        const part = one.slice(0, 2 + (at % Math.max(1, one.length - 1)));
        expect(finds(one, text)).toBe(true);
        expect(finds(part.normalize("NFD"), text)).toBe(true);
        expect(finds(one.toUpperCase(), text)).toBe(true);
        if (one.length > 3 && !/[sxzé]$/iu.test(one)) expect(finds(`${one}s`, text)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is found by its terms exactly where it is found in its text", () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const terms = searchTermsOf(one);
        const meets = lookupsOf(parseSearch(other)).every(
          ({ word: looked, stem, begins }) =>
            terms.some((term) => term.startsWith(begins)) &&
            terms.some((term) => term.startsWith(looked) || term === stem),
        );
        expect(meets).toBe(finds(other, one));
      }),
      { numRuns: 3_000 },
    );
  });
});
