import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaksIn } from "./corpus/clean.ts";
import { goodFiles } from "./corpus/good.ts";
import { SECRETS } from "./corpus/metadata.ts";
import { type Darkroom, openDarkroom } from "./darkroom.ts";

let darkroom: Darkroom;
beforeAll(() => {
  darkroom = openDarkroom();
});
afterAll(() => darkroom.close());

const good = (name: string) => goodFiles.find((file) => file.name === name)!;
const seen = (bytes: Buffer) => sharp(bytes).autoOrient().raw().toBuffer();

describe("an original", () => {
  it.each([
    "everything.jpg",
    "orientation 6.jpg",
    "progressive.jpg",
    "Adobe RGB.jpg",
    "CMYK.jpg",
    "with an archive.jpg",
    "EXIF.png",
    "ProPhoto 16 bits.png",
    "transparent.png",
    "EXIF and XMP.webp",
    "lossless.webp",
    "transparent.webp",
  ])("%s keeps every pixel and nothing else", async (name) => {
    const bytes = await good(name).make();
    const { original, files } = await darkroom.develop(darkroom.lay(name, bytes));
    const kept = files.get(original!.file)!;
    expect((await seen(kept)).equals(await seen(bytes))).toBe(true);
    expect(await leaksIn(kept)).toEqual([]);
  });

  it("is kept only when asked", async () => {
    const file = darkroom.lay("a.jpg", await good("everything.jpg").make());
    const { original, files } = await darkroom.develop(file, { keepOriginal: false });
    expect(original).toBeNull();
    expect([...files.keys()]).toEqual(["320.webp"]);
  });

  it.each(["XMP.avif", "animated.webp", "animated.png"])("%s is not kept: it cannot be cleaned", async (name) => {
    const { original } = await darkroom.develop(darkroom.lay(name, await good(name).make()));
    expect(original).toBeNull();
  });
});

describe("what the author decides", () => {
  it("camera, lens and exposure are kept when she wants them, and gone when not", async () => {
    const file = darkroom.lay("a.jpg", await good("everything.jpg").make());
    const shooting = {
      camera: "Canaria X1",
      lens: "Canarinon 50mm F1.8",
      exposureTime: 1 / 125,
      aperture: 2.8,
      iso: 400,
      focalLength: 50,
    };
    const kept = await darkroom.develop(file);
    expect(kept).toMatchObject({ shooting, kept: expect.arrayContaining(["shooting", "creator", "copyright"]) });
    const gone = await darkroom.develop(file, { keepShooting: false });
    expect(gone.shooting).toBeNull();
    expect(gone.removed).toContain("shooting");
    for (const bytes of kept.files.values()) expect(bytes.includes("Canarinon")).toBe(true);
    for (const bytes of gone.files.values()) expect(bytes.includes("Canari")).toBe(false);
  });

  it("she is told what the file holds", async () => {
    const file = darkroom.lay("a.jpg", await good("everything.jpg").make());
    const { found } = await darkroom.processor.inspect(file);
    const told = ["location", "serial", "maker-notes", "thumbnail", "software", "dates", "shooting", "people"];
    expect(found).toEqual(expect.arrayContaining(told));
  });

  it("the corpus would be noticed: the files as they came leak", async () => {
    const bytes = await good("everything.jpg").make();
    const leaks = await leaksIn(bytes);
    expect(leaks).toEqual(expect.arrayContaining(["holds the serial", "holds the city", "says latitude"]));
    expect(Object.keys(SECRETS).length).toBeGreaterThan(10);
  });
});
