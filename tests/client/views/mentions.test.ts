import { expect, test } from "vitest";
import { mentionsIn, namedPieces } from "../../../client/features/messages/mentions.ts";

const ANNE = { id: "anne", displayName: "Anne" };
const ANNE_MARIE = { id: "anne-marie", displayName: "Anne Marie" };
const HÉLÈNE = { id: "hélène", displayName: "Hélène Roche" };
const OEUVRE = { id: "oeuvre", displayName: "Œuvre Née" };
const ALL = [ANNE, ANNE_MARIE, HÉLÈNE, OEUVRE];
const ids = (text: string) => mentionsIn(text, ALL).map(({ userId }) => userId);

test("a name is found whatever its accents and case, and the longest that fits", () => {
  expect(ids("Merci @helene roche !")).toEqual(["hélène"]);
  expect(ids("@Anne Marie et @anne, puis @Anne")).toEqual(["anne-marie", "anne"]);
  expect(ids("@oeuvre nee et @ŒUVRE NÉE")).toEqual(["oeuvre"]);
  expect(ids("@Hélène Roche")).toEqual(["hélène"]);
});

test("a name inside another word, or after a letter as in an address, is none", () => {
  expect(ids("@Annette, contact@anne.fr, anne")).toEqual([]);
  expect(ids("(@Anne)")).toEqual(["anne"]);
});

test("the name is told as it was written", () => {
  expect(mentionsIn("@helene roche", ALL)).toEqual([{ userId: "hélène", name: "helene roche" }]);
});

test("the pieces joined are the text, and only those mentioned are cut out", () => {
  const text = "@Anne, @Anne Marie et @Hélène Roche sur le @salon";
  const mentions = [
    { userId: "anne", name: "Anne" },
    { userId: "hélène", name: "Hélène Roche" },
  ];
  const pieces = namedPieces(text, { mentions, mentionsAll: true });
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  expect(pieces.filter(({ kind }) => kind !== "words")).toEqual([
    { kind: "mention", text: "@Anne", userId: "anne" },
    { kind: "mention", text: "@Anne", userId: "anne" },
    { kind: "mention", text: "@Hélène Roche", userId: "hélène" },
    { kind: "everybody", text: "@salon" },
  ]);
  expect(namedPieces(text, {})).toEqual([{ kind: "words", text }]);
});
