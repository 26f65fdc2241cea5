import type { RemovedKind } from "./processor.ts";

/** Groups of the reader that tell of the pixels alone, or repeat another one. */
const silent = new Set(["file", "jfif", "png", "pngFile", "riff", "icc", "composite", "webp", "gif"]);
const whole: Record<string, RemovedKind> = {
  gps: "location",
  Thumbnail: "thumbnail",
  mpf: "edits",
  photoshop: "edits",
  makerNotes: "maker-notes",
  canon: "maker-notes",
  pentax: "maker-notes",
};

/** The first that fits the name of a field counts; null: a field that tells of the pixels or is said anew. */
const patterns: [RegExp, RemovedKind | null][] = [
  [/^(Exif|Interoperability) IFD Pointer$|^(Orientation|ImageWidth|ImageLength|Image (Width|Height))$/, null],
  [/^(BitsPerSample|Compression|PhotometricInterpretation|SamplesPerPixel|PlanarConfiguration)$/, null],
  [/^(YCbCr\w+|[XY]Resolution|ResolutionUnit|ColorSpace|PixelXDimension|PixelYDimension|ExifVersion)$/, null],
  [/^(FlashpixVersion|ComponentsConfiguration|Record Version|Model Version|Coded Character Set|_raw)$/, null],
  [/^(Artist|XPAuthor|Copyright|creator|rights|By-line|Copyright Notice|Credit)$/, null],
  [/gps|city|location|country|province|state|latitude|longitude|altitude|address/i, "location"],
  [/maker ?note|PrintIM/i, "maker-notes"],
  [/serial|unique ?id|(document|instance)id/i, "serial"],
  [/thumbnail|JPEGInterchange/i, "thumbnail"],
  [/software|creatortool|hostcomputer|processing|originating program|toolkit/i, "software"],
  [/owner|person|face|region|contact|email|phone|people/i, "people"],
  [/history|derivedfrom|^crs|sidecar/i, "edits"],
  [/exposure|f-?number|aperture|iso|shutter|focal|lens|flash|metering|brightness|^(Make|Model)$/i, "shooting"],
  [/date|time|created/i, "dates"],
  [/caption|description|title|headline|keyword|subject|comment|instructions|object name|label/i, "description"],
];

/** What a field of a file is to its author; null when it needs no mention. */
export function kindOf(group: string, tag: string): RemovedKind | null {
  if (silent.has(group)) return null;
  const kind = whole[group];
  if (kind) return kind;
  for (const [pattern, found] of patterns) if (pattern.test(tag)) return found;
  return "other";
}
