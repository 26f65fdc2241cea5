import type { Fresh } from "./write-metadata.ts";

const HEAD = 12;
const ICC = 0x20;
const ALPHA = 0x10;
const EXIF = 0x08;
const XMP = 0x04;

/** The coded picture, its transparency and its colour profile, in a container made anew. */
export function cleanWebp(bytes: Buffer, { exif, xmp }: Fresh): Buffer | null {
  const found = new Map<string, Buffer>();
  let at = HEAD;
  while (at + 8 <= bytes.length) {
    const name = bytes.subarray(at, at + 4).toString("latin1");
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) return null;
    if (name === "ANIM" || name === "ANMF") return null;
    if (!found.has(name)) found.set(name, bytes.subarray(at + 8, end));
    at = end + ((end - at) % 2);
  }
  const lossy = found.get("VP8 ");
  const lossless = found.get("VP8L");
  const size = lossless ? losslessSize(lossless) : lossy ? lossySize(lossy) : null;
  if (size === null) return null;
  const icc = found.get("ICCP");
  const alpha = lossless ? undefined : found.get("ALPH");
  const frame = Buffer.alloc(10);
  frame[0] = (icc ? ICC : 0) | (alpha || size.alpha ? ALPHA : 0) | EXIF | XMP;
  frame.writeUIntLE(size.width - 1, 4, 3);
  frame.writeUIntLE(size.height - 1, 7, 3);
  const body = Buffer.concat([
    Buffer.from("WEBP", "latin1"),
    chunk("VP8X", frame),
    ...(icc ? [chunk("ICCP", icc)] : []),
    ...(alpha ? [chunk("ALPH", alpha)] : []),
    lossless ? chunk("VP8L", lossless) : chunk("VP8 ", lossy!),
    chunk("EXIF", exif),
    chunk("XMP ", xmp),
  ]);
  return Buffer.concat([head("RIFF", body.length), body]);
}

function losslessSize(data: Buffer) {
  if (data.length < 5 || data[0] !== 0x2f) return null;
  const bits = data.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, alpha: ((bits >>> 28) & 1) === 1 };
}

function lossySize(data: Buffer) {
  if (data.length < 10) return null;
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff, alpha: false };
}

function head(name: string, length: number): Buffer {
  const made = Buffer.alloc(8);
  made.write(name, "latin1");
  made.writeUInt32LE(length, 4);
  return made;
}

function chunk(name: string, content: Buffer): Buffer {
  return Buffer.concat([head(name, content.length), content, Buffer.alloc(content.length % 2)]);
}
