import { fold } from "../../../shared/text.ts";

/** Domains where dots in the local part mean nothing, and the one that they all are. */
const DOTLESS: Readonly<Record<string, string>> = { "gmail.com": "gmail.com", "googlemail.com": "gmail.com" };

/**
 * @param email a normalised address
 * @returns the mailbox it reaches, so that an alias of a known address is known too
 */
export function emailKey(email: string): string {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  const tagged = email.slice(0, at);
  const untagged = tagged.split("+")[0] || tagged;
  const dotless = DOTLESS[domain];
  return dotless === undefined ? `${untagged}@${domain}` : `${untagged.replaceAll(".", "")}@${dotless}`;
}

/** Letters of other scripts, and digits, that look like a Latin letter. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: "a",
  в: "b",
  с: "c",
  ԁ: "d",
  е: "e",
  һ: "h",
  і: "i",
  ј: "j",
  к: "k",
  ӏ: "l",
  м: "m",
  н: "h",
  о: "o",
  р: "p",
  ԛ: "q",
  ѕ: "s",
  т: "t",
  у: "y",
  ѵ: "v",
  ԝ: "w",
  х: "x",
  ү: "y",
  ɡ: "g",
  ı: "i",
  ƚ: "l",
  ø: "o",
  đ: "d",
  ł: "l",
  α: "a",
  β: "b",
  γ: "y",
  ε: "e",
  η: "n",
  ι: "i",
  κ: "k",
  ν: "v",
  ο: "o",
  ρ: "p",
  τ: "t",
  υ: "u",
  χ: "x",
  ω: "w",
};

/** @returns the folded name with look-alikes made alike, and only its letters and digits */
function skeleton(name: string): string {
  const alike = [...fold(name.normalize("NFKC"))].map((letter) => LOOK_ALIKES[letter] ?? letter).join("");
  const bare = alike
    .replace(/(?<=\p{L})0|0(?=\p{L})/gu, "o")
    .replace(/(?<=\p{L})[1|]|[1|](?=\p{L})/gu, "l")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replace(/[^\p{L}\p{N}]/gu, "");
  return bare === "" ? alike.replace(/[\s\p{Cf}]/gu, "") : bare;
}

/** @returns what is unique among members: two names with the same key can be taken for one another */
export function nameKey(name: string): string {
  return skeleton(name);
}

/**
 * A capital I inside a word, or a small l before a consonant at its start, passes for the other letter. Such a name is
 * also compared as what it would be read as; it is not changed, since « McIntyre » is a name.
 * @returns the keys under which nobody else may be known for this name to be free
 */
export function nameKeysToAvoid(name: string): string[] {
  const plain = name.normalize("NFKC");
  const asSmallL = plain.replace(/(?<=\p{L})I(?=\p{Ll})/gu, "l");
  const asCapitalI = plain.replace(/(?<!\p{L})l(?=[^aeiouyàâäéèêëîïôöùûüÿœæ\P{L}])/gu, "I");
  return [...new Set([plain, asSmallL, asCapitalI].map(skeleton))];
}

/** @returns the folded words of a name or of a search */
export function nameWords(name: string): string[] {
  const words = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return [...new Set(words)].slice(0, 10);
}

const SORTED_LENGTH = 40;

/** @returns the place of a name in the directory */
export function sortKey(name: string): string {
  return [...fold(name).normalize("NFC")].slice(0, SORTED_LENGTH).join("");
}
