import { textPieces } from "./text-links.ts";

/** What stands between two delimiters. */
export type Mark = "strong" | "em" | "strike" | "spoiler";

/** A piece of a line. */
export type Inline =
  | { kind: "words"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "code"; text: string }
  | { kind: "mark"; mark: Mark; children: Inline[] };

const MARKS: Readonly<Record<string, Mark>> = {
  "**": "strong",
  __: "strong",
  "*": "em",
  _: "em",
  "~~": "strike",
  "||": "spoiler",
};
const DELIMITER = /\*\*|__|~~|\|\||\*|_/g;
const WORDY = /[\p{L}\p{N}]/u;

/** What was opened and not closed yet. */
interface Frame {
  delimiter: string;
  children: Inline[];
}

/**
 * Cuts a text into words, addresses, code and marked parts. One pass with a stack that is never deeper than there are
 * delimiters: the time grows with the length, whatever is in it. A delimiter opens at the beginning of a word and closes
 * at the end of one; what does not close stays as it was typed. Nothing else is interpreted.
 */
export function inlines(text: string): Inline[] {
  const frames: Frame[] = [{ delimiter: "", children: [] }];
  const top = (): Frame => frames.at(-1) as Frame;

  const close = (delimiter: string): void => {
    for (;;) {
      const frame = frames.pop() as Frame;
      if (frame.delimiter === delimiter) {
        top().children.push({ kind: "mark", mark: MARKS[delimiter] as Mark, children: frame.children });
        return;
      }
      unopen(top(), frame);
    }
  };

  const take = (words: string, around: { before: string; after: string }): void => {
    let from = 0;
    for (const match of words.matchAll(DELIMITER)) {
      const [delimiter] = match;
      const before = words.charAt(match.index - 1) || around.before;
      const after = words.charAt(match.index + delimiter.length) || around.after;
      const isOpen = frames.some((frame) => frame.delimiter === delimiter);
      const isEmpty = top().delimiter === delimiter && top().children.length === 0 && match.index === from;
      const closes = isOpen && !isEmpty && isEnd(before, after);
      if (!closes && (isOpen || !isEnd(after, before))) continue;
      if (match.index > from) top().children.push({ kind: "words", text: words.slice(from, match.index) });
      from = match.index + delimiter.length;
      if (closes) close(delimiter);
      else frames.push({ delimiter, children: [] });
    }
    if (from < words.length) top().children.push({ kind: "words", text: words.slice(from) });
  };

  const pieces = codePieces(text).flatMap((piece): Exclude<Inline, { kind: "mark" }>[] =>
    piece.kind === "code" ? [{ ...piece, kind: "code" }] : textPieces(piece.text),
  );
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== "words") {
      top().children.push(piece);
      continue;
    }
    const before = pieces[index - 1]?.text.at(-1) ?? "";
    const after = pieces[index + 1]?.text[0] ?? "";
    take(piece.text, { before, after });
  }
  while (frames.length > 1) {
    const frame = frames.pop() as Frame;
    unopen(top(), frame);
  }
  return joined(top().children);
}

/** Whether a delimiter between these two stands at the end of a word; read backwards: at its beginning. */
function isEnd(inside: string, outside: string): boolean {
  return inside.trim() !== "" && !WORDY.test(outside);
}

/** Gives back as words what was opened and never closed. */
function unopen(parent: Frame, { delimiter, children }: Frame): void {
  parent.children.push({ kind: "words", text: delimiter });
  for (const child of children) parent.children.push(child);
}

/** Words beside words are one piece. */
function joined(pieces: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (piece.kind === "mark") all.push({ ...piece, children: joined(piece.children) });
    else if (piece.kind === "words" && last?.kind === "words") last.text += piece.text;
    else all.push({ ...piece });
  }
  return all;
}

/** Cuts out what stands between two backticks of one line. */
function codePieces(text: string): { kind: "code" | "words"; text: string }[] {
  return text.split(/(`[^`\n]+`)/).flatMap((part, index): { kind: "code" | "words"; text: string }[] => {
    if (part === "") return [];
    return index % 2 === 1 ? [{ kind: "code", text: part.slice(1, -1) }] : [{ kind: "words", text: part }];
  });
}
