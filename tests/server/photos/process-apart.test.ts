import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import { quarters } from "./corpus/pictures.ts";
import { type Darkroom, openDarkroom } from "./darkroom.ts";

let darkroom: Darkroom;
afterEach(() => darkroom.close());

const large = () =>
  sharp({ create: { width: 7_000, height: 7_000, channels: 3, background: "#336699" } })
    .png({ compressionLevel: 1, progressive: true })
    .toBuffer();

describe("the process apart", () => {
  it("is killed when a photo takes too long, and the next photo is served", async () => {
    darkroom = openDarkroom({ milliseconds: 1_000 });
    const slow = darkroom.lay("slow.png", await large());
    const quick = darkroom.lay("quick.jpg", await quarters(60, 40));
    const [first, second] = await Promise.allSettled([darkroom.develop(slow), darkroom.develop(quick)]);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "PHOTO_TIMEOUT" } });
    expect(darkroom.leftovers()).toEqual([]);
    expect(second).toMatchObject({ status: "fulfilled", value: { width: 60, height: 40 } });
  });

  it("ends when a photo takes too much memory, and the next photo is served", async () => {
    darkroom = openDarkroom({ mebibytes: 200, milliseconds: 120_000 });
    const heavy = darkroom.lay("heavy.png", await large());
    const light = darkroom.lay("light.jpg", await quarters(60, 40));
    const [first, second] = await Promise.allSettled([darkroom.develop(heavy), darkroom.develop(light)]);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "PHOTO_TOO_MANY_PIXELS" } });
    expect(second).toMatchObject({ status: "fulfilled" });
  });

  it("serves many at once, each with its own answer", async () => {
    darkroom = openDarkroom();
    const widths = [10, 20, 30, 40, 50];
    const files = await Promise.all(widths.map(async (width) => darkroom.lay("a.jpg", await quarters(width, 10))));
    const photos = await Promise.all(files.map((file) => darkroom.develop(file)));
    expect(photos.map(({ width }) => width)).toEqual(widths);
  });

  it("a file that is not there is a fault, not a refusal, and its path is told to nobody", async () => {
    darkroom = openDarkroom();
    const error = await darkroom.develop("/nowhere/secret.jpg").catch((reason: Error) => reason);
    expect(String(error)).toBe("Error: The photo process failed: ENOENT.");
  });

  it("changes nothing of the file that came", async () => {
    darkroom = openDarkroom();
    const bytes = await quarters(60, 40);
    const file = darkroom.lay("a.jpg", bytes);
    await darkroom.develop(file);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it("that is closed refuses what waits and what comes", async () => {
    darkroom = openDarkroom();
    const file = darkroom.lay("a.jpg", await quarters(60, 40));
    const waiting = darkroom.develop(file).catch((reason: Error) => reason.message);
    await darkroom.processor.close();
    expect(await waiting).toMatch(/closed|did not start|refused/);
    await expect(darkroom.develop(file)).rejects.toThrow("closed");
  });
});

describe("a photo that is turned", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("orientation %i comes out upright", async (orientation) => {
    darkroom = openDarkroom();
    const bytes = await sharp(await quarters(300, 200))
      .keepMetadata()
      .withMetadata({ orientation })
      .jpeg({ quality: 95 })
      .toBuffer();
    const expected = await sharp(bytes).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const photo = await darkroom.develop(darkroom.lay("a.jpg", bytes));
    const found = await sharp(photo.files.get("320.webp")).raw().toBuffer({ resolveWithObject: true });
    expect([found.info.width, found.info.height]).toEqual([expected.info.width, expected.info.height]);
    const { width, height } = found.info;
    for (const [x, y] of [
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ] as const) {
      const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 3;
      for (const c of [0, 1, 2]) expect(Math.abs(found.data[at + c]! - expected.data[at + c]!)).toBeLessThan(12);
    }
  });
});
