import { CommandError } from "../values/errors.ts";

/** What JavaScript would read differently from PCRE: refused rather than misread. */
const PCRE_ONLY =
  /\\[pP](?!\{\w{1,2}\})|\\[AZzQEGKRXhHNCLUlug]|\\[1-9]\d|\(\?(?:>|\||[R0-9&+]|P[<=>]|#|\(|[a-zA-Z]*-|[imsxUJ]+[:)]|C)|\[\[:|\[:\w+:\]|\(\*|\{,\d+\}/;

/**
 * Compiles a PCRE pattern with MongoDB's options i, m, s, x. Throws CommandError 51091 for an invalid pattern, 51108 for
 * an invalid option and 115 for a construct that JavaScript has not.
 */
export function compileRegex(pattern: string, options: string): RegExp {
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const body = inline === null ? pattern : pattern.slice(inline[0].length);
  const flags = new Set(`${options}${inline?.[1] ?? ""}`);
  for (const flag of flags) {
    // A JavaScript regular expression may carry flags that mean nothing here: u is always on.
    if (!"imsxu".includes(flag)) throw new CommandError(51108, `invalid flag in regex options: ${flag}`);
  }
  // An escaped backslash begins no escape.
  if (PCRE_ONLY.test(body.replaceAll("\\\\", ""))) {
    throw new CommandError(115, `this server does not support the regular expression ${pattern}`);
  }
  const source = translate(body, { dotAll: flags.has("s"), multiline: flags.has("m"), extended: flags.has("x") });
  try {
    return new RegExp(source, flags.has("i") ? "iu" : "u");
  } catch {
    throw new CommandError(51091, `Regular expression is invalid: ${pattern}`);
  }
}

type Mode = { dotAll: boolean; multiline: boolean; extended: boolean };

/** A code point \x{…}, or a general category \p{Lu}; scripts have other names in JavaScript. */
const NAMED = /^\\(?:x\{([0-9a-fA-F]{1,6})\}|([pP])\{(\w{1,2})\})/;

/** PCRE's spaces are those of ASCII; JavaScript's are Unicode's. */
const SPACES = "\\t\\n\\v\\f\\r ";
const NO_SPACES = "\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}";

/** Rewrites what PCRE and JavaScript's unicode mode write or read differently. */
function translate(pattern: string, mode: Mode): string {
  let out = "";
  let inClass = false;
  let classStart = -1;
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern[i] as string;
    const named = char === "\\" ? NAMED.exec(pattern.slice(i)) : null;
    if (named !== null) {
      i += named[0].length - 1;
      out += named[1] === undefined ? `\\${named[2]}{${named[3]}}` : `\\u{${named[1]}}`;
    } else if (char === "\\") {
      i += 1;
      out += escapeOf(pattern[i], inClass);
    } else if (inClass) {
      const first = i === classStart || (i === classStart + 1 && pattern[classStart] === "^");
      if (char === "]" && !first) {
        inClass = false;
        out += char;
      } else {
        out += char === "[" || (char === "]" && first) ? `\\${char}` : char;
      }
    } else if (char === "[") {
      inClass = true;
      classStart = i + 1;
      out += char;
    } else if (mode.extended && /\s/.test(char)) {
    } else if (mode.extended && char === "#") {
      const end = pattern.indexOf("\n", i);
      i = end < 0 ? pattern.length : end;
    } else {
      out += outsideClass(pattern, i, mode);
    }
  }
  return out;
}

function outsideClass(pattern: string, at: number, mode: Mode): string {
  const char = pattern[at] as string;
  switch (char) {
    case ".":
      return mode.dotAll ? "[^]" : "[^\\n]";
    case "^":
      // Not after a newline that ends the text.
      return mode.multiline ? "(?:^|(?<=\\n)(?=[^]))" : char;
    case "$":
      // PCRE also matches before a final newline.
      return mode.multiline ? "(?=\\n|$)" : "(?=\\n?$)";
    case "]":
      return "\\]";
    case "{":
      return /^\{\d+(,\d*)?\}/.test(pattern.slice(at)) ? char : "\\{";
    case "}":
      return /\{\d+(,\d*)?$/.test(pattern.slice(0, at)) ? char : "\\}";
    default:
      return char;
  }
}

function escapeOf(char: string | undefined, inClass: boolean): string {
  if (char === undefined) return "\\";
  if (char === "s") return inClass ? SPACES : `[${SPACES}]`;
  if (char === "S") return inClass ? NO_SPACES : `[^${SPACES}]`;
  if (char === "a") return "\\x07";
  if (char === "e") return "\\x1b";
  // In JavaScript's unicode mode only these may be escaped; elsewhere the backslash says nothing.
  if (/[A-Za-z0-9^$\\.*+?()[\]{}|/]/.test(char) || (inClass && char === "-")) return `\\${char}`;
  return char;
}
