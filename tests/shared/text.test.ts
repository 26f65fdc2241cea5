import { describe, expect, it } from "vitest";
import { encodeId, newId, publicId } from "../../shared/ids.ts";
import { codePoints, fold, initials } from "../../shared/text.ts";
import { displayName, messageText, roomDescription } from "../../shared/typed-text.ts";

const problem = (schema: typeof messageText | typeof displayName, text: string) => {
  const parsed = schema.safeParse(text);
  return parsed.success ? null : parsed.error.issues[0]?.message;
};

describe("text that people type", () => {
  it("is trimmed, normalised, and counted in code points", () => {
    expect(messageText.parse("  e\u0301te\u0301  \r\nsuite ")).toBe("été  \nsuite");
    expect(codePoints("📷é")).toBe(2);
    expect(problem(messageText, "📷".repeat(4_000))).toBeNull();
    expect(problem(messageText, "📷".repeat(4_001))).toBe("long");
  });

  it("is refused for what it cannot show or hides", () => {
    expect(problem(messageText, "\u200b \u2060")).toBe("empty");
    expect(problem(messageText, "a\u0000b")).toBe("control");
    expect(problem(messageText, "\udc00")).toBe("malformed");
    expect(problem(messageText, "z\u0301\u0302\u0303\u0304\u0305")).toBe("marks");
    expect(problem(displayName, "Inès\nMarchetti")).toBe("line");
    expect(problem(displayName, "I")).toBe("short");
    expect(roomDescription.parse("   ")).toBe("");
  });

  it("keeps the scripts and emoji that people use", () => {
    for (const text of ["ça va ? œuvre « à part »", "👩🏽‍🎨 d’accord", "مرحبا", "Nguyễn", "1/250 f/8"]) {
      expect(problem(messageText, text), text).toBeNull();
    }
  });
});

describe("folding", () => {
  it("makes accents, case, ligatures and apostrophes alike", () => {
    expect(fold("Mélanie")).toBe(fold("melanie"));
    expect(fold("Œuvre d’Art")).toBe("oeuvre d'art");
  });
  it("gives initials of the first and last word", () => {
    expect(initials("Maud Le Goff")).toBe("MG");
    expect(initials("Élodie")).toBe("É");
    expect(initials("Anne-Marie de Brosses")).toBe("AB");
  });
});

describe("public ids", () => {
  it("are 128 random bits in 22 characters", () => {
    const ids = new Set(Array.from({ length: 1_000 }, newId));
    expect(ids.size).toBe(1_000);
    for (const id of ids) expect(publicId.safeParse(id).success).toBe(true);
    expect(encodeId(new Uint8Array(16))).toBe("A".repeat(22));
    expect(encodeId(new Uint8Array(16).fill(255))).toBe(Buffer.alloc(16, 255).toString("base64url"));
  });
});
