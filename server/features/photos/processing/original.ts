import { cleanJpeg } from "./clean-jpeg.ts";
import { cleanPng } from "./clean-png.ts";
import { cleanWebp } from "./clean-webp.ts";
import type { CleanOriginal } from "./processor.ts";
import type { Seen } from "./render.ts";
import { type Said, xmpOf } from "./write-metadata.ts";

export interface Cleaned extends Omit<CleanOriginal, "bytes"> {
  content: Buffer;
}

/**
 * The original with the same coded pixels and nothing else of its own but its colour profile. Null when that cannot be
 * done without encoding again: AVIF and HEIC, animations, and files whose parts are not where they should be.
 */
export function cleanOriginal(bytes: Buffer, seen: Seen, said: Said): Cleaned | null {
  if (seen.animated) return null;
  const fresh = { exif: orientationExif(seen.orientation), xmp: Buffer.from(xmpOf(said)) };
  const made = ({ file, type }: Omit<Cleaned, "content">, content: Buffer | null) => content && { file, type, content };
  switch (seen.type) {
    case "jpeg":
      return made({ file: "original.jpg", type: "image/jpeg" }, cleanJpeg(bytes, fresh));
    case "png":
      return made({ file: "original.png", type: "image/png" }, cleanPng(bytes, fresh));
    case "webp":
      return made({ file: "original.webp", type: "image/webp" }, cleanWebp(bytes, fresh));
    case "avif":
    case "heic":
      return null;
  }
}

/** EXIF with one field: how to turn the picture. */
function orientationExif(orientation: number): Buffer {
  const exif = Buffer.alloc(26);
  exif.write("II*\0", "latin1");
  exif.writeUInt32LE(8, 4);
  exif.writeUInt16LE(1, 8);
  exif.writeUInt16LE(0x0112, 10);
  exif.writeUInt16LE(3, 12);
  exif.writeUInt32LE(1, 14);
  exif.writeUInt16LE(orientation, 18);
  return exif;
}
