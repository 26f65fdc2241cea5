/** Up to two initials of a name, capitals: « Claire Nguyen » → « CN », « Maud Le Goff » → « MG », « anaïs » → « A ». */
export function initials(name: string): string {
  const words = name.split(/[\s\-’']+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word) => word?.match(/[\p{L}\p{N}]\p{M}*/u)?.[0] ?? "")
    .join("")
    .toLocaleUpperCase("fr");
}
