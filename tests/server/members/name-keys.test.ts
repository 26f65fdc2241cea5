import { describe, expect, it } from "vitest";
import { emailKey, nameKey, nameKeysToAvoid, nameWords, sortKey } from "../../../server/features/members/name-keys.ts";

describe("the mailbox of an address", () => {
  it.each([
    ["anne@exemple.fr", "anne@exemple.fr"],
    ["anne+salon@exemple.fr", "anne@exemple.fr"],
    ["anne.roche@exemple.fr", "anne.roche@exemple.fr"],
    ["a.nne.roche+x+y@gmail.com", "anneroche@gmail.com"],
    ["anneroche@googlemail.com", "anneroche@gmail.com"],
    ["+@exemple.fr", "+@exemple.fr"],
  ])("of %s is %s", (address, key) => {
    expect(emailKey(address)).toBe(key);
  });
});

describe("a name", () => {
  const imitates = (given: string, known: string) => nameKeysToAvoid(given).includes(nameKey(known));

  it.each([
    ["ÉLISE Martin", "Elise Martin"],
    ["Elise-Martin", "Elise Martin"],
    ["Elise  Martin ", "Elise Martin"],
    ["Elise\u200b Martin", "Elise Martin"],
    ["Еlise Маrtin", "Elise Martin"],
    ["Ｅlise Martin", "Elise Martin"],
    ["EIise Martin", "Elise Martin"],
    ["lris Moreau", "Iris Moreau"],
    ["Maud Le G0ff", "Maud Le Goff"],
    ["C1aire", "Claire"],
    ["Arnelie", "Amelie"],
    ["mcintyre", "McIntyre"],
  ])("%s could be taken for %s", (given, known) => {
    expect(imitates(given, known)).toBe(true);
  });

  it.each([
    ["Ella Martin", "Elia Martin"],
    ["Anne Martin", "Anna Martin"],
    ["Louise", "Louis"],
    ["Inès 2", "Inès 3"],
    ["★", "☆"],
    ["李娜", "李敏"],
  ])("%s could not be taken for %s", (given, known) => {
    expect(imitates(given, known)).toBe(false);
    expect(nameKey(given)).not.toBe("");
  });

  it("is searched by its words and sorted without accents", () => {
    expect(nameWords("Éloïse d'Œuvre-Blanche")).toEqual(["eloise", "d", "oeuvre", "blanche"]);
    expect(["Zoé", "Émilie", "Eva", "élodie"].toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
      "élodie",
      "Émilie",
      "Eva",
      "Zoé",
    ]);
  });
});
