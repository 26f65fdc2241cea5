import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import exifr from "exifr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaksIn, read } from "./corpus/clean.ts";
import { type Darkroom, openDarkroom } from "./darkroom.ts";

const folder = process.env.PHOTO_CORPUS ?? "";
const [, ...rows] = folder ? readFileSync(join(folder, "INDEX.csv"), "utf8").trim().split(/\r?\n/) : [];
const index = new Map(rows.map((row) => [row.split(",")[0]!, row]));
const files = folder ? readdirSync(folder).filter((name) => index.has(name)) : [];
/** What `exiftool` calls unreadable, and what the decoder is right to refuse. */
const refusals: [RegExp, string][] = [
  [/\.heic$/, "PHOTO_UNSUPPORTED"],
  [/^xhdn0g08\.png$/, "PHOTO_DAMAGED"],
  [/,unreadable,/, "NOT_A_PHOTO"],
];

let darkroom: Darkroom;
beforeAll(() => {
  darkroom = openDarkroom();
});
afterAll(() => darkroom.close());

describe.runIf(folder)("files of real cameras", () => {
  it("are all there", () => expect(files.length).toBeGreaterThanOrEqual(50));

  it.each(files)("%s", async (name) => {
    const file = join(folder, name);
    const [, code] = refusals.find(([pattern]) => pattern.test(name) || pattern.test(index.get(name)!)) ?? [];
    if (code) {
      await expect(darkroom.develop(file)).rejects.toMatchObject({ code });
      expect(darkroom.leftovers()).toEqual([]);
      return;
    }
    const photo = await darkroom.develop(file);
    for (const [written, bytes] of photo.files) expect(await leaksIn(bytes), written).toEqual([]);
    const copyright = index.get(name)!.split(",")[4];
    if (copyright) {
      expect(photo.credit.copyright).not.toBeNull();
      for (const bytes of photo.files.values()) expect((await read(bytes)).rights).toBe(photo.credit.copyright);
    }
    // The words may stand in several places of a file, in several spellings: one of them must have come through.
    const before = await exifr.parse(file, { iptc: true, xmp: true }).catch(() => undefined);
    if (typeof before?.Copyright === "string" && /\w/.test(before.Copyright)) expect(photo.kept).toContain("copyright");
  });
});
