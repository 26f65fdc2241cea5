import { deflateSync } from "node:zlib";
import sharp from "sharp";
import type { RefusalCode } from "../../../../server/features/photos/processing/processor.ts";
import { jpeg, jpegOf, plain, png, pngHeader, quarters } from "./pictures.ts";

export interface BadFile {
  name: string;
  make(): Promise<Buffer>;
  code: RefusalCode;
}

const text = (name: string, words: string, code: RefusalCode = "NOT_A_PHOTO"): BadFile => ({
  name,
  make: async () => Buffer.from(words, "latin1"),
  code,
});
const half = (name: string, whole: () => Promise<Buffer>): BadFile => ({
  name,
  make: async () => {
    const bytes = await whole();
    return bytes.subarray(0, bytes.length >> 1);
  },
  code: "PHOTO_DAMAGED",
});

/** What must be refused, each with its code, and leave nothing behind. */
export const badFiles: BadFile[] = [
  text("nothing.jpg", ""),
  text("one byte.jpg", "\xff"),
  text("words.jpg", "a letter, not a photo"),
  text("page.jpg", "<!doctype html><script>canary()</script>"),
  text("drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>canary()</script></svg>'),
  text("drawing.png", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="canary()"/>'),
  text("paper.pdf", "%PDF-1.7\n1 0 obj"),
  text("archive.jpg", "PK\x03\x04canary"),
  text("program.jpg", "MZ\x90\0"),
  text("bitmap.bmp", "BM\x46\0\0\0\0\0\0\0", "PHOTO_UNSUPPORTED"),
  text("layers.psd", "8BPS\0\x01", "PHOTO_UNSUPPORTED"),
  text("head of a HEIC.heic", "\0\0\0\x18ftypheic\0\0\0\0mif1heic", "PHOTO_UNSUPPORTED"),
  { name: "moving.gif", make: () => plain().gif().toBuffer(), code: "PHOTO_UNSUPPORTED" },
  { name: "print.tif", make: () => plain().tiff().toBuffer(), code: "PHOTO_UNSUPPORTED" },
  { name: "a GIF that says it is a.jpg", make: () => plain().gif().toBuffer(), code: "PHOTO_UNSUPPORTED" },
  text("only the start.jpg", "\xff\xd8\xff\xe0", "PHOTO_DAMAGED"),
  text("only the start.png", "\x89PNG\r\n\x1a\n", "PHOTO_DAMAGED"),
  text("only the start.webp", "RIFF\x20\0\0\0WEBPVP8 ", "PHOTO_DAMAGED"),
  text("only the start.avif", "\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "PHOTO_DAMAGED"),
  half("half.jpg", () => quarters(900, 600)),
  half("half progressive.jpg", () => plain().jpeg({ progressive: true }).toBuffer()),
  half("half.png", png),
  half("half.webp", () => plain().webp().toBuffer()),
  half("half.avif", () => plain().avif({ effort: 1 }).toBuffer()),
  {
    name: "altered.png",
    make: async () => {
      const bytes = Buffer.from(await png());
      const at = bytes.indexOf("IDAT") + 40;
      bytes[at] = bytes[at]! ^ 0xff;
      return bytes;
    },
    code: "PHOTO_DAMAGED",
  },
  {
    name: "50,000 by 50,000.png",
    make: async () => pngHeader(50_000, 50_000, deflateSync("")),
    code: "PHOTO_TOO_MANY_PIXELS",
  },
  {
    name: "bomb.png",
    make: async () => pngHeader(20_000, 20_000, deflateSync(Buffer.alloc(2_501 * 20_000))),
    code: "PHOTO_TOO_MANY_PIXELS",
  },
  { name: "65,500 by 65,500.jpg", make: () => jpegOf(65_500, 65_500), code: "PHOTO_TOO_MANY_PIXELS" },
  {
    name: "61 megapixels.png",
    make: () =>
      sharp({ create: { width: 7_900, height: 7_800, channels: 3, background: "red" } })
        .png({ compressionLevel: 1 })
        .toBuffer(),
    code: "PHOTO_TOO_MANY_PIXELS",
  },
  {
    name: "26 megabytes.jpg",
    make: async () => Buffer.concat([await jpeg(), Buffer.alloc(26 * 1024 * 1024)]),
    code: "PHOTO_TOO_LARGE",
  },
];
