import { expect, test } from "vitest";
import { matchPlaces, type Place } from "../../../client/features/conversations/switcher-matches.ts";

function place(name: string, more: Partial<Place> = {}): Place {
  return { id: name, name, kind: "room", joined: true, unread: 0, ...more };
}

const names = (places: Place[], typed: string): string[] => matchPlaces(places, typed).map(({ name }) => name);

test("accents, case and ligatures do not matter", () => {
  const places = [place("Expositions"), place("Hélène Roche", { kind: "direct" }), place("Cœur de métier")];
  expect(names(places, "HELENE")).toEqual(["Hélène Roche"]);
  expect(names(places, "coeur")).toEqual(["Cœur de métier"]);
  expect(names(places, "zèbre")).toEqual([]);
});

test("the beginning of a name comes before the beginning of a word, then the inside", () => {
  const places = [place("Maternité et carrière"), place("Appels, résidences"), place("Régions")];
  expect(names(places, "re")).toEqual(["Régions", "Appels, résidences", "Maternité et carrière"]);
});

test("every word typed must be there, in any order", () => {
  const places = [place("Maternité et carrière"), place("Carrière")];
  expect(names(places, "carr mat")).toEqual(["Maternité et carrière"]);
});

test("with nothing typed unread places come first and places not joined last, each in the order of the list", () => {
  const places = [place("A"), place("B", { joined: false }), place("C", { unread: 2 }), place("D")];
  expect(names(places, " ")).toEqual(["C", "A", "D", "B"]);
});
