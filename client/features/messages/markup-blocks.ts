import { type Inline, inlines } from "./markup.ts";

/** A part of a message that stands on lines of its own. */
export type Block =
  | { kind: "paragraph"; children: Inline[] }
  | { kind: "quote"; children: Inline[] }
  /** `start` null: bullets. */
  | { kind: "list"; start: number | null; items: Inline[][] }
  | { kind: "code"; text: string };

const FENCE = /^```[\w+-]{0,20}$/;
const BULLET = /^[-*•] (?=\S)/;
const NUMBER = /^(\d{1,3})[.)] (?=\S)/;
const QUOTE = /^> ?/;

type Kind = "paragraph" | "quote" | "bullets" | "numbers";

function kindOf(line: string): Kind {
  if (QUOTE.test(line)) return "quote";
  if (BULLET.test(line)) return "bullets";
  return NUMBER.test(line) ? "numbers" : "paragraph";
}

/** Consecutive lines of one kind. */
function blockOf(kind: Kind, lines: readonly string[]): Block[] {
  switch (kind) {
    case "quote":
      return [{ kind, children: inlines(lines.map((line) => line.replace(QUOTE, "")).join("\n")) }];
    case "bullets":
      return [{ kind: "list", start: null, items: lines.map((line) => inlines(line.replace(BULLET, ""))) }];
    case "numbers": {
      const start = Number(NUMBER.exec(lines[0] ?? "")?.[1] ?? 1);
      return [{ kind: "list", start, items: lines.map((line) => inlines(line.replace(NUMBER, ""))) }];
    }
    case "paragraph": {
      // An empty line beside a list or a quote is the space between them.
      const text = lines.join("\n").replace(/^\n+|\n+$/g, "");
      return text.trim() === "" ? [] : [{ kind, children: inlines(text) }];
    }
  }
}

/** Cuts a message into blocks: paragraphs, quotes (`>`), lists (`-`, `1.`) and code between fences. */
export function blocks(text: string): Block[] {
  const all: Block[] = [];
  let open: { kind: Kind; lines: string[] } = { kind: "paragraph", lines: [] };
  const begin = (kind: Kind): void => {
    all.push(...blockOf(open.kind, open.lines));
    open = { kind, lines: [] };
  };
  const lines = text.split("\n");
  const lastFence = lines.lastIndexOf("```");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (FENCE.test(line) && at < lastFence) {
      const close = lines.indexOf("```", at + 1);
      begin("paragraph");
      all.push({ kind: "code", text: lines.slice(at + 1, close).join("\n") });
      at = close;
      continue;
    }
    const kind = kindOf(line);
    if (open.kind !== kind) begin(kind);
    open.lines.push(line);
  }
  begin("paragraph");
  return all.length === 0 ? [{ kind: "paragraph", children: [{ kind: "words", text }] }] : all;
}
