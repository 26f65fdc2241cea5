import sharp from "sharp";
import { pngChunk, webpChunks, webpOf, withChunk, withSegment } from "./bytes.ts";
import { spaces } from "./colour.ts";
import { exif, iptc, xmp } from "./metadata.ts";
import { jpeg, jpegIn, jpegOf, patches, plain, png, pngIn, quarters } from "./pictures.ts";

export interface GoodFile {
  name: string;
  make(): Promise<Buffer>;
  /** Whose credit it holds, in which of the three standards; none: no credit to be kept. */
  says?: "exif" | "all" | "xmp" | "whatever can be read";
  /** Whether it shows the patches, in the colours that must come out. */
  patches?: true;
}

const EXIF = "Exif\0\0";
const exifSegment = (options: Parameters<typeof exif>[0] = {}) =>
  Buffer.concat([Buffer.from(EXIF, "latin1"), exif(options)]);
const xmpSegment = () => Buffer.concat([Buffer.from("http://ns.adobe.com/xap/1.0/\0", "latin1"), Buffer.from(xmp())]);
const full = async () =>
  withSegment(withSegment(withSegment(await jpeg(), 0xed, iptc()), 0xe1, xmpSegment()), 0xe1, exifSegment());
const SCRIPT = "<script>canary()</script>";

async function webp(chunks: [string, Buffer][], image = plain()): Promise<Buffer> {
  const made = await image.withXmp("<x/>").webp({ quality: 95 }).toBuffer();
  const found = webpChunks(made);
  found.delete("XMP ");
  for (const [name, content] of chunks) found.set(name, content);
  found.get("VP8X")![0]! |= 0x0c;
  return webpOf(found);
}

const orientations = [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => ({
  name: `orientation ${orientation}.jpg`,
  make: async () => withSegment(await quarters(300, 200), 0xe1, exifSegment({ orientation })),
  says: "exif" as const,
}));

const wide = Object.entries(spaces).flatMap(([name, space]) => [
  { name: `${name}.jpg`, make: () => jpegIn(space), patches: true as const },
  { name: `${name} 8 bits.png`, make: () => pngIn(space, 8), patches: true as const },
  { name: `${name} 16 bits.png`, make: () => pngIn(space, 16), patches: true as const },
]);

const broken = {
  "EXIF that points outside": (bytes: Buffer) => withSegment(bytes, 0xe1, `${EXIF}II*\0\xff\xff\xff\x7f`),
  "EXIF that points to itself": (bytes: Buffer) =>
    withSegment(bytes, 0xe1, `${EXIF}II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0`),
  "EXIF cut short": (bytes: Buffer) => withSegment(bytes, 0xe1, exifSegment().subarray(0, 200)),
  "ICC of noise": (bytes: Buffer) => withSegment(bytes, 0xe2, `ICC_PROFILE\0\x01\x01${"noise".repeat(99)}`),
  "ICC of which parts miss": (bytes: Buffer) => withSegment(bytes, 0xe2, "ICC_PROFILE\0\x03\x07abc"),
  "XMP not closed": (bytes: Buffer) => withSegment(bytes, 0xe1, xmpSegment().subarray(0, 900)),
  "XMP of ten thousand levels": (bytes: Buffer) =>
    withSegment(bytes, 0xe1, `http://ns.adobe.com/xap/1.0/\0${"<a>".repeat(10_000)}`),
  "XMP with entities that multiply": (bytes: Buffer) =>
    withSegment(
      bytes,
      0xe1,
      `http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>`,
    ),
  "IPTC of noise": (bytes: Buffer) => withSegment(bytes, 0xed, "Photoshop 3.0\x008BIM\x04\x04\0\0\x7f\xff\xff\xff"),
};

/** Photos that must be taken, and of which nothing secret may come out. */
export const goodFiles: GoodFile[] = [
  { name: "plain.jpg", make: jpeg, patches: true },
  { name: "plain.png", make: png, patches: true },
  { name: "plain.webp", make: () => plain().webp({ quality: 95, smartSubsample: true }).toBuffer(), patches: true },
  { name: "lossless.webp", make: () => plain().webp({ lossless: true }).toBuffer(), patches: true },
  { name: "plain.avif", make: () => plain().avif({ quality: 95, effort: 1 }).toBuffer(), patches: true },
  { name: "everything.jpg", make: full, says: "all", patches: true },
  { name: "EXIF.jpg", make: async () => withSegment(await jpeg(), 0xe1, exifSegment()), says: "exif", patches: true },
  {
    name: "EXIF, big end.jpg",
    make: async () => withSegment(await jpeg(), 0xe1, exifSegment({ bigEnd: true })),
    says: "exif",
  },
  { name: "IPTC.jpg", make: async () => withSegment(await jpeg(), 0xed, iptc()), says: "all" },
  { name: "XMP.jpg", make: async () => withSegment(await jpeg(), 0xe1, xmpSegment()), says: "xmp" },
  { name: "no credit.jpg", make: async () => withSegment(await jpeg(), 0xe1, exifSegment({ credit: false })) },
  { name: "EXIF.png", make: async () => withChunk(await png(), "eXIf", exif()), says: "exif", patches: true },
  {
    name: "XMP.png",
    make: async () =>
      withChunk(await png(), "iTXt", Buffer.concat([Buffer.from("XML:com.adobe.xmp\0\0\0\0\0"), Buffer.from(xmp())])),
    says: "xmp",
  },
  { name: "words.png", make: async () => withChunk(await png(), "tEXt", `Comment\0Canary Person, 45.7700, ${SCRIPT}`) },
  { name: "EXIF.webp", make: () => webp([["EXIF", exif()]]), says: "exif" },
  {
    name: "EXIF and XMP.webp",
    make: () =>
      webp([
        ["EXIF", exif()],
        ["XMP ", Buffer.from(xmp())],
      ]),
    says: "xmp",
  },
  { name: "XMP.avif", make: () => plain().withXmp(xmp()).avif({ quality: 80, effort: 1 }).toBuffer(), says: "xmp" },
  ...orientations,
  ...wide,
  { name: "CMYK.jpg", make: () => plain().toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer() },
  {
    name: "16 bits.png",
    make: () =>
      patches((n) => [(n + 1) / 30, n / 30, 0.5], 16)
        .png()
        .toBuffer(),
  },
  { name: "grey.jpg", make: () => plain().greyscale().jpeg().toBuffer() },
  { name: "grey 16 bits.png", make: () => plain().toColourspace("grey16").png().toBuffer() },
  { name: "palette.png", make: () => plain().png({ palette: true, colours: 32 }).toBuffer() },
  { name: "transparent.png", make: () => plain().ensureAlpha(0.5).png().toBuffer() },
  { name: "transparent.webp", make: () => plain().ensureAlpha(0.5).webp().toBuffer() },
  { name: "interlaced.png", make: () => plain().png({ progressive: true }).toBuffer(), patches: true },
  { name: "progressive.jpg", make: () => plain().jpeg({ progressive: true, quality: 100 }).toBuffer(), patches: true },
  { name: "one pixel.png", make: () => plain().resize(1, 1).png().toBuffer() },
  { name: "a line.png", make: () => plain().resize(3000, 1, { fit: "fill" }).png().toBuffer() },
  {
    name: "large.jpg",
    make: async () => withSegment(await quarters(4000, 3000), 0xe1, exifSegment({ orientation: 6 })),
    says: "exif",
  },
  {
    name: "animated.webp",
    make: async () =>
      sharp([await png(), await quarters(240, 160)], { join: { animated: true } })
        .webp()
        .toBuffer(),
  },
  {
    name: "animated.png",
    make: async () => withChunk(await png(), "acTL", Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
    patches: true,
  },
  {
    name: "with an archive.jpg",
    make: async () => Buffer.concat([await full(), Buffer.from("PK\x03\x04canary", "latin1")]),
    says: "all",
  },
  { name: "with a page.jpg", make: async () => withSegment(await jpeg(), 0xfe, `--><html>${SCRIPT}`) },
  { name: "with a script behind.jpg", make: async () => Buffer.concat([await jpeg(), Buffer.from(`*/canary()//`)]) },
  {
    name: "with an archive.png",
    make: async () => Buffer.concat([await png(), Buffer.from("PK\x03\x04canary", "latin1")]),
  },
  { name: "with a chunk of its own.png", make: async () => withChunk(await png(), "caNb", SCRIPT) },
  { name: "with a page.webp", make: async () => Buffer.concat([await webp([]), pngChunk("tEXt", SCRIPT)]) },
  { name: "a second picture behind.jpg", make: async () => Buffer.concat([await jpeg(), await full()]) },
  { name: "a JPEG that says it is a.png", make: jpeg, patches: true },
  { name: "a PNG that says it is a.jpg", make: png, patches: true },
  { name: "a photo that says it is a page.html", make: full, says: "all" },
  { name: "says it is larger.jpg", make: () => jpegOf(4_000, 3_000) },
  ...Object.entries(broken).map(([name, breaking]) => ({
    name: `${name}.jpg`,
    make: async () => breaking(await jpeg()),
    says: "whatever can be read" as const,
  })),
];
