import { CommandError } from "../values/errors.ts";

/** What JavaScript would read differently from PCRE: refused rather than misread. */
const PCRE_ONLY =
  /\\[AZzQEGKRXhHNCLUlug]|\\[1-9]\d|\(\?(?:>|\||[R0-9&+]|P[<=>]|#|\(|[a-zA-Z]*-|C)|\[\[:|\[:\w+:\]|\(\*/;

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
  if (PCRE_ONLY.test(body))
    throw new CommandError(115, `this server does not support the regular expression ${pattern}`);
  const source = translate(body, { dotAll: flags.has("s"), multiline: flags.has("m"), extended: flags.has("x") });
  try {
    return new RegExp(source, `u${flags.has("i") ? "i" : ""}${flags.has("m") ? "m" : ""}`);
  } catch {
    throw new CommandError(51091, `Regular expression is invalid: ${pattern}`);
  }
}

type Mode = { dotAll: boolean; multiline: boolean; extended: boolean };

const SPACES = "\\t\\n\\v\\f\\r ";

/** Rewrites what PCRE and JavaScript's unicode mode write or read differently. */
function translate(pattern: string, mode: Mode): string {
  let out = "";
  let inClass = false;
  let classStart = -1;
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern[i] as string;
    if (char === "\\") {
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
      return mode.multiline ? "(?<=^|\\n)(?<![^\\n])" : char;
    case "$":
      // PCRE also matches before a final newline.
      return mode.multiline ? "(?=\\n|(?![^]))" : "(?=\\n?(?![^]))";
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
  if (char === "S" && !inClass) return `[^${SPACES}]`;
  if (char === "a") return "\\x07";
  if (char === "e") return "\\x1b";
  // In JavaScript's unicode mode only these may be escaped; elsewhere the backslash says nothing.
  if (/[A-Za-z0-9^$\\.*+?()[\]{}|/]/.test(char) || (inClass && char === "-")) return `\\${char}`;
  return char;
}
