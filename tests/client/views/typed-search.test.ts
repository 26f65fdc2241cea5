import { describe, expect, it } from "vitest";
import { parseTyped, withoutFilter } from "../../../client/features/search/typed-search.ts";

const names = {
  people: [
    { id: "inès", name: "Inès Marchetti" },
    { id: "hélène", name: "Hélène Roche" },
    { id: "hélèneB", name: "Hélène Bonnard" },
  ],
  places: [
    { id: "tarifs", name: "Tarifs et contrats" },
    { id: "café", name: "Le café" },
  ],
};
const parse = (typed: string) => parseTyped(typed, names);
const meant = (typed: string) => parse(typed).filters.map(({ means }) => means);

describe("what is typed into the search", () => {
  it("is words where it names no filter", () => {
    for (const typed of ["facture", "https://exemple.fr", "f/8: nuit", "note:ceci", "12:30"]) {
      expect(parse(typed), typed).toEqual({ text: typed, filters: [] });
    }
  });

  it.each([
    ["de:inès", { from: "inès" }],
    ["from:@Ines", { from: "inès" }],
    ['de:"hélène roche"', { from: "hélène" }],
    ["de:« Hélène Roche »", { from: "hélène" }],
    ["dans:tarifs", { in: "tarifs" }],
    ["in:#cafe", { in: "café" }],
    ["avant:2026-01-31", { before: new Date(2026, 0, 31).getTime() }],
    ["après:01/12/2025", { after: new Date(2025, 11, 1).getTime() }],
    ["apres:2025-12-01", { after: new Date(2025, 11, 1).getTime() }],
    ["a:lien", { has: "link" }],
    ["has:link", { has: "link" }],
    ["a:photo", { has: "photo" }],
    ["est:question", { is: "question" }],
    ["is:open", { is: "open-question" }],
  ])("is a filter: %s", (typed, means) => {
    expect(parse(`facture ${typed} studio`)).toEqual({ text: "facture studio", filters: [{ written: typed, means }] });
  });

  it("means nothing where nobody or several have the name, where no day has the date", () => {
    for (const typed of ["de:zoé", "de:hélène", "dans:labo", "avant:2026-02-31", "avant:hier", "a:chat", "est:belle"]) {
      expect(meant(typed), typed).toEqual([null]);
    }
  });

  it("keeps phrases as they are, and loses one filter at a time", () => {
    const typed = 'de:inès "chambre noire" a:lien';
    expect(parse(typed).text).toBe('"chambre noire"');
    expect(withoutFilter(typed, "de:inès")).toBe('"chambre noire" a:lien');
  });
});
