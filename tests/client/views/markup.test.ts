import fc from "fast-check";
import { expect, test } from "vitest";
import { type Inline, inlines } from "../../../client/features/messages/markup.ts";
import { type Block, blocks } from "../../../client/features/messages/markup-blocks.ts";

/** A short form for reading: `strong(text)`. */
function short(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === "words") return piece.text;
      if (piece.kind === "mark") return `${piece.mark}(${short(piece.children)})`;
      return `${piece.kind}(${piece.text})`;
    })
    .join("");
}

test.each([
  ["Un **grand** merci", "Un strong(grand) merci"],
  ["*doucement* et _encore_", "em(doucement) et em(encore)"],
  ["~~9 h~~ 10 h, __sûr__", "strike(9 h) 10 h, strong(sûr)"],
  ["fin du film : ||elle revient||", "fin du film : spoiler(elle revient)"],
  ["**gras et *penché* ensemble**", "strong(gras et em(penché) ensemble)"],
  ["(**entre parenthèses**)", "(strong(entre parenthèses))"],
  ["`**tel quel** https://a.fr`", "code(**tel quel** https://a.fr)"],
  ["**https://exemple.fr/un_deux_trois**", "strong(link(https://exemple.fr/un_deux_trois))"],
])("%s is marked", (text, expected) => {
  expect(short(inlines(text))).toBe(expected);
});

test.each([
  "2*3*4 = 24",
  "nom_de_fichier_final.tif",
  "** pas collé **",
  "**jamais fermé",
  "a ** b",
  "||",
  "****",
  "`seul",
  "<b>non</b> &amp; [mot](javascript:alert(1))",
  "f/8 ~~ 1/250",
])("%s stays as it was typed", (text) => {
  expect(inlines(text)).toEqual([{ kind: "words", text }]);
});

test("what is opened and not closed gives its words back, with what is inside it", () => {
  expect(short(inlines("**un *deux* trois"))).toBe("**un em(deux) trois");
  expect(short(inlines("*un **deux* trois**"))).toBe("em(un **deux) trois**");
});

const kinds = (text: string) => blocks(text).map((block) => block.kind);

test("lines of a kind are a block; lists count from where they begin", () => {
  const text =
    "Bonjour,\nvoici :\n- un\n- **deux**\n\n3. trois\n4. quatre\n> elle disait\n> cela\n```\na  = 1\n```\nVoilà.";
  expect(kinds(text)).toEqual(["paragraph", "list", "list", "quote", "code", "paragraph"]);
  const [hello, bullets, numbers, quote, code] = blocks(text) as [Block, Block, Block, Block, Block];
  expect(hello).toMatchObject({ children: [{ text: "Bonjour,\nvoici :" }] });
  expect(bullets).toMatchObject({ start: null, items: [[{ text: "un" }], [{ kind: "mark" }]] });
  expect(numbers).toMatchObject({ start: 3, items: [[{ text: "trois" }], [{ text: "quatre" }]] });
  expect(quote).toMatchObject({ children: [{ text: "elle disait\ncela" }] });
  expect(code).toEqual({ kind: "code", text: "a  = 1" });
});

test("a fence that never closes, a dash alone and a year at the head of a line are words", () => {
  expect(kinds("```\nsans fin")).toEqual(["paragraph"]);
  expect(kinds("- \n-")).toEqual(["paragraph"]);
  expect(kinds("1998. Une année.")).toEqual(["paragraph"]);
  expect(blocks("\n \n")).toEqual([{ kind: "paragraph", children: [{ kind: "words", text: "\n \n" }] }]);
});

const words = (pieces: readonly Inline[]): string =>
  pieces.map((piece) => (piece.kind === "mark" ? words(piece.children) : piece.text)).join("");

const marky = fc.string({
  unit: fc.constantFrom("*", "_", "~", "|", "`", " ", "a", "é", "\n", ".", "http://a.fr"),
  maxLength: 300,
});

test("whatever is typed, every letter is shown once and in order", () => {
  fc.assert(
    fc.property(marky, (text) => {
      const letters = (from: string) => from.replace(/[*_~|`]/g, "");
      expect(letters(words(inlines(text)))).toBe(letters(text));
    }),
    { seed: 20_261_127, numRuns: 3_000 },
  );
});

test("addresses are never anything but http(s)", () => {
  const links = (pieces: readonly Inline[]): string[] =>
    pieces.flatMap((piece) =>
      piece.kind === "link" ? [piece.href] : piece.kind === "mark" ? links(piece.children) : [],
    );
  const hostile = ["**javascript:alert(1)**", "||data:text/html,x||", "*vbscript:x*", "_file:///etc_", "JaVaScRiPt:x"];
  expect(hostile.flatMap((text) => links(inlines(text)))).toEqual([]);
});

test("the work grows with the length alone", () => {
  // Steps, not seconds: what is made of a text is never more than the text is long.
  const count = (pieces: readonly Inline[]): number =>
    pieces.reduce((sum, piece) => sum + 1 + (piece.kind === "mark" ? count(piece.children) : 0), 0);
  for (const unit of ["*", "**", "_a", "||a ", "`", "*a _b ~~c ", "[", "> ", "http://"]) {
    const text = unit.repeat(Math.ceil(16_384 / unit.length));
    const pieces = blocks(text).flatMap((block) => ("children" in block ? block.children : []));
    expect(count(pieces)).toBeLessThanOrEqual(text.length);
  }
});
