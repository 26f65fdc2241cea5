import { expect, test } from "vitest";
import { completed, matching, tokenAt } from "../../../client/features/messages/completion.ts";

const typed = (text: string) => {
  const token = tokenAt(text, text.length);
  return token && `${token.kind}:${token.typed}`;
};

test("what is typed after a sign at the beginning of a word is a token, until it can be none", () => {
  expect(typed("Bonjour @")).toBe("mention:");
  expect(typed("Bonjour @hél")).toBe("mention:hél");
  expect(typed("Bonjour @Hélène Ro")).toBe("mention:Hélène Ro");
  expect(typed("contact@hel")).toBeNull();
  expect(typed("@hel, merci")).toBeNull();
  expect(typed("@ hel")).toBeNull();
  expect(typed("un :sol")).toBe("emoji:sol");
  expect(typed("à 10:30")).toBeNull();
  expect(typed("un :s")).toBeNull();
  expect(typed("/sond")).toBe("command:sond");
  expect(typed("et/ou")).toBeNull();
  expect(typed("une ligne\n/sond")).toBeNull();
});

test("only what stands before the caret counts", () => {
  expect(tokenAt("@hel et la suite", 4)).toMatchObject({ typed: "hel", from: 0, to: 4 });
});

test("names are found by any word of theirs, whatever the accents, whole names first", () => {
  const names = ["Inès Marchetti", "Marie Inès", "Fatou Diarra"];
  expect(matching(names, "ines", (name) => name)).toEqual(["Inès Marchetti", "Marie Inès"]);
  expect(matching(names, "mar", (name) => name)).toEqual(["Marie Inès", "Inès Marchetti"]);
  expect(matching(names, "zoe", (name) => name)).toEqual([]);
});

test("a token is replaced in its place, with one space after it", () => {
  const token = tokenAt("Merci @hel beaucoup", 10);
  expect(token && completed("Merci @hel beaucoup", token, "@Hélène")).toEqual({
    text: "Merci @Hélène beaucoup",
    caret: 14,
  });
  const last = tokenAt("@hel", 4);
  expect(last && completed("@hel", last, "@Hélène")).toEqual({ text: "@Hélène ", caret: 8 });
});
