import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { codePoints, utf8Bytes } from "./text.ts";

const SURROGATE = /\p{Surrogate}/u;
// Controls but tab and newline; NUL among them. Bidirectional overrides are isolated at display, not refused.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const MARKS = /\p{M}{4,}/u;

/** Checks shared by every text that people type: well-formed, no control characters, something visible. */
function typed(text: string): string | undefined {
  if (SURROGATE.test(text)) return "malformed";
  if (CONTROL.test(text)) return "control";
  if (!VISIBLE.test(text)) return "empty";
  if (MARKS.test(text)) return "marks";
  return undefined;
}

interface TypedText {
  min: number;
  max: number;
  multiline: boolean;
  /** A field that was left alone is the empty text. */
  mayBeLeft?: boolean;
}

/** Nothing written, but for a few blanks. */
const LEFT = /^\s{0,8}$/;

/**
 * A schema for text that people type. Trims and normalises to NFC; lengths are in code points.
 * Issues carry a problem key as message: `malformed`, `control`, `empty`, `marks`, `short`, `long`, `line`.
 */
function typedText({ min, max, multiline, mayBeLeft = false }: TypedText) {
  return z
    .string()
    .max(max * 8, "long")
    .transform((raw, context) => {
      if (mayBeLeft && LEFT.test(raw)) return "";
      const text = raw.replaceAll("\r\n", "\n").trim().normalize("NFC");
      const length = codePoints(text);
      let problem = typed(text);
      if (problem === undefined && !multiline && text.includes("\n")) problem = "line";
      if (problem === undefined && length < min) problem = "short";
      if (problem === undefined && length > max) problem = "long";
      if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
      return text;
    });
}

/** A schema for an optional free text: as typedText, but the empty text is allowed. */
function optionalText(max: number) {
  return typedText({ min: 1, max, multiline: true, mayBeLeft: true });
}

/** Texts heavy in bytes are too long as well. */
const fitsBytes = (text: string): boolean => utf8Bytes(text) <= LIMITS.messageBytes;

export const messageText = typedText({ min: 1, max: LIMITS.messageCodePoints, multiline: true }).refine(
  fitsBytes,
  "long",
);
/** The text of a message that may say something without any. */
export const maybeMessageText = optionalText(LIMITS.messageCodePoints).refine(fitsBytes, "long");
/** What a message warns of before it is opened. */
export const warningText = typedText({ ...LIMITS.warning, multiline: false });
/** What a photo shows, or what is said of it. */
export const photoText = optionalText(LIMITS.photoText);
export const requestText = typedText({ min: 1, max: LIMITS.requestCodePoints, multiline: true });
export const displayName = typedText({ ...LIMITS.displayName, multiline: false });
export const roomName = typedText({ ...LIMITS.roomName, multiline: false });
export const roomDescription = optionalText(LIMITS.roomDescription);
export const sanctionText = optionalText(LIMITS.sanctionText);
