import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { badFiles } from "./corpus/bad.ts";
import { leaksIn, read } from "./corpus/clean.ts";
import { deltaE, PATCHES } from "./corpus/colour.ts";
import { type GoodFile, goodFiles } from "./corpus/good.ts";
import { CREDIT } from "./corpus/metadata.ts";
import { centres } from "./corpus/pictures.ts";
import { type Darkroom, type Developed, openDarkroom } from "./darkroom.ts";

let darkroom: Darkroom;
beforeAll(() => {
  darkroom = openDarkroom();
});
afterAll(() => darkroom.close());

const pixels = (bytes: Buffer) => sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });

async function expectCredit({ says }: GoodFile, photo: Developed): Promise<void> {
  if (says === "whatever can be read") return;
  const expected = says === undefined ? { creator: null, copyright: null, credit: null } : { ...CREDIT };
  if (says === "exif") expected.credit = null;
  expect(photo.credit).toEqual(expected);
  for (const [name, bytes] of photo.files) {
    const fields = await read(bytes);
    if (says) expect([fields.creator, fields.rights].map(String), name).toEqual([CREDIT.creator, CREDIT.copyright]);
    if (says && expected.credit) expect(fields.Credit, name).toBe(CREDIT.credit);
  }
}

async function expectColours(photo: Developed): Promise<void> {
  const { data, info } = await pixels(photo.files.get("320.webp")!);
  const differences = centres.map(({ left, top }, n) => {
    const at = (top * info.width + left) * info.channels;
    return deltaE(PATCHES[n]!, [data[at]!, data[at + 1]!, data[at + 2]!]);
  });
  expect(Math.max(...differences)).toBeLessThan(2);
}

it("is of more than sixty files", () => {
  expect(goodFiles.length + badFiles.length).toBeGreaterThanOrEqual(90);
});

describe("a photo", () => {
  it.each(goodFiles)("$name tells only what its author lets be said, and shows the same colours", async (good) => {
    const file = darkroom.lay(good.name, await good.make());
    const findings = await darkroom.processor.inspect(file);
    const photo = await darkroom.develop(file);
    expect([...photo.files.keys()].sort()).toEqual(
      [...photo.renditions.map((each) => each.file), ...(photo.original ? [photo.original.file] : [])].sort(),
    );
    for (const [name, bytes] of photo.files) expect(await leaksIn(bytes), name).toEqual([]);
    for (const { file: name, width, height, bytes, size } of photo.renditions) {
      const found = await sharp(photo.files.get(name)).metadata();
      expect(found).toMatchObject({ format: "webp", width, height, space: "srgb" });
      expect(found.orientation ?? 1).toBe(1);
      expect(photo.files.get(name)).toHaveLength(bytes);
      expect(Math.max(width, height)).toBeLessThanOrEqual(Math.min(size, Math.max(photo.width, photo.height)));
    }
    expect(findings).toMatchObject({ width: photo.width, height: photo.height, credit: photo.credit });
    expect(findings.originalKeepable).toBe(photo.original !== null);
    expect(Buffer.from(photo.thumbHash, "base64").length).toBeGreaterThan(4);
    await expectCredit(good, photo);
    if (good.patches) await expectColours(photo);
  });
});

describe("what is no photo, or too much of one,", () => {
  it.each(badFiles)("$name is refused: $code", async ({ name, make, code }) => {
    const file = darkroom.lay(name, await make());
    await expect(darkroom.develop(file)).rejects.toMatchObject({ name: "PhotoRefused", code });
    expect(darkroom.leftovers()).toEqual([]);
  });
});
