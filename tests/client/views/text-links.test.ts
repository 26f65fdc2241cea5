import { describe, expect, test } from "vitest";
import { textPieces } from "../../../client/features/messages/text-links.ts";

const links = (text: string): string[] =>
  textPieces(text).flatMap((piece) => (piece.kind === "link" ? [piece.text] : []));

describe("addresses in what members type", () => {
  test("are cut from the punctuation of the sentence, brackets kept where they belong", () => {
    expect(links("Voir https://exemple.fr/a(b). Et (http://exemple.org/x) !")).toEqual([
      "https://exemple.fr/a(b)",
      "http://exemple.org/x",
    ]);
    expect(links("« https://exemple.fr », puis https://exemple.fr/fin…")).toEqual([
      "https://exemple.fr",
      "https://exemple.fr/fin",
    ]);
  });

  test("are of the web only", () => {
    expect(
      links("javascript:alert(1) data:text/html,x ftp://exemple.fr www.exemple.fr https:// mailto:a@exemple.fr"),
    ).toEqual([]);
  });

  test("end before a mark of direction, which could show another address than the one that opens", () => {
    expect(links("https://exemple.fr/\u202Egpj.exe")).toEqual(["https://exemple.fr/"]);
  });

  test("nothing is lost or changed: the pieces joined are the text", () => {
    const text = "a <b>gras</b>\nhttps://exemple.fr/?q=1&r=2, **x** https://exemple.fr/é).\n";
    expect(
      textPieces(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});
