/** A piece of a message: words, or an address that opens. */
export type TextPiece = { kind: "words"; text: string } | { kind: "link"; text: string; href: string };

// Up to a space, a quotation mark or a mark of direction: those could show another address than the one that opens.
const ADDRESS = /https?:\/\/[^\s<>"«»“”\u200E\u200F\u202A-\u202E\u2066-\u2069]+/giu;
const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** An address without the punctuation of the sentence around it; a bracket stays where it was opened inside. */
function withoutPunctuation(raw: string): string {
  let address = raw;
  for (;;) {
    const last = address.at(-1) ?? "";
    const opening = CLOSING[last];
    const isClosing = opening !== undefined && address.split(opening).length < address.split(last).length;
    if (!isClosing && !/[.,;:!?…'’*_~]/u.test(last)) return address;
    address = address.slice(0, -1);
  }
}

function hrefOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, href } = new URL(address);
  return (protocol === "http:" || protocol === "https:") && hostname !== "" ? href : null;
}

/** A member's text cut into words and http(s) addresses; nothing else in it is interpreted. Joined again it is the same. */
export function textPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutPunctuation(match[0]);
    const href = hrefOf(address);
    if (href === null) continue;
    if (match.index > from) pieces.push({ kind: "words", text: text.slice(from, match.index) });
    pieces.push({ kind: "link", text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ kind: "words", text: text.slice(from) });
  return pieces;
}
