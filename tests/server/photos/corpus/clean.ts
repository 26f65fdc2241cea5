import exifr from "exifr";
import { webpChunks } from "./bytes.ts";
import { SECRETS } from "./metadata.ts";

const allowed =
  /^(Artist|Copyright|creator|rights|Credit|Model|LensModel|Lens|ExposureTime|FNumber|ISO|ISOSpeedRatings|FocalLength|Orientation|(X|Y)Resolution|ResolutionUnit|YCbCrPositioning|ExifVersion|ComponentsConfiguration|FlashpixVersion|ColorSpace|about|ExifImage(Width|Height)|PixelXDimension|PixelYDimension|Image(Width|Height|Length)|BitsPerSample|SamplesPerPixel|PhotometricInterpretation|Compression|PlanarConfiguration|ColorType|Filter|Interlace|BitDepth|JFIFVersion|ResolutionUnits|ProfileName|StripOffsets|RowsPerStrip|StripByteCounts)$/;

/** What an independent reader finds in what came out, field by field. */
export async function read(bytes: Buffer): Promise<Record<string, unknown>> {
  const everything = {
    tiff: true,
    exif: true,
    gps: true,
    ifd1: true,
    iptc: true,
    xmp: true,
    makerNote: true,
    userComment: true,
  };
  if (bytes.subarray(8, 12).toString("latin1") !== "WEBP")
    return plainWords((await exifr.parse(bytes, everything)) ?? {});
  const chunks = webpChunks(bytes);
  const exif = chunks.get("EXIF");
  const head = exif?.subarray(0, 6).toString("latin1") === "Exif\0\0" ? 6 : 0;
  const fields = exif ? await exifr.parse(exif.subarray(head), everything) : {};
  const packet = chunks.get("XMP ");
  return { ...fields, ...(packet ? xmpFields(packet.toString()) : {}) };
}

/** What is wrong with a file that others will see; nothing, if it tells only what its author lets be said. */
export async function leaksIn(bytes: Buffer): Promise<string[]> {
  const found = Object.entries(SECRETS)
    .filter(([, secret]) => bytes.includes(secret))
    .map(([name]) => `holds the ${name}`);
  const fields = Object.keys(await read(bytes)).filter((name) => !allowed.test(name));
  const chunks = bytes.subarray(8, 12).toString("latin1") === "WEBP" ? [...webpChunks(bytes).keys()] : [];
  const strange = chunks.filter((name) => !["VP8X", "VP8 ", "VP8L", "ALPH", "ICCP", "EXIF", "XMP "].includes(name));
  return [...found, ...fields.map((name) => `says ${name}`), ...strange.map((name) => `has a chunk ${name}`)];
}

/** The reader gives a text with its language where XMP has one. */
function plainWords(fields: Record<string, unknown>): Record<string, unknown> {
  const plain = (value: unknown) =>
    typeof value === "object" && value !== null && "value" in value ? value.value : value;
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));
}

function xmpFields(packet: string): Record<string, string> {
  const named = [...packet.matchAll(/<(dc|photoshop|tiff|exif|aux):(\w+)>([\s\S]*?)<\/\1:\2>/g)];
  const known = named.map(([, , name, inner]) => [
    name!,
    inner!.replace(/<[^>]+>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
  ]);
  const attributes = [...packet.matchAll(/\s(?!xmlns|rdf:about|xml:lang|begin|id|end)([\w:]+)=/g)].map(([, name]) => [
    name!,
    "",
  ]);
  return Object.fromEntries([...known, ...attributes]);
}
