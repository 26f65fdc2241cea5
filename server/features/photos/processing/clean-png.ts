import { crc32 } from "node:zlib";
import type { Fresh } from "./write-metadata.ts";

const SIGNATURE = 8;
const kept = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "gAMA", "cHRM", "sRGB", "sBIT", "cICP"]);

/** The chunks that the pixels need; the new metadata stand before them; what follows the end is dropped. */
export function cleanPng(bytes: Buffer, { exif, xmp }: Fresh): Buffer | null {
  const parts: Buffer[] = [bytes.subarray(0, SIGNATURE)];
  let at = SIGNATURE;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    const name = bytes.subarray(at + 4, at + 8).toString("latin1");
    if (name === "acTL") return null;
    if (name === "IEND") return Buffer.concat([...parts, chunk("IEND", Buffer.alloc(0))]);
    const content = bytes.subarray(at + 8, end - 4);
    if (name === "iCCP") parts.push(chunk(name, nameless(content)));
    else if (kept.has(name)) parts.push(bytes.subarray(at, end));
    if (name === "IHDR") {
      parts.push(chunk("eXIf", exif));
      parts.push(chunk("iTXt", Buffer.concat([Buffer.from("XML:com.adobe.xmp\0\0\0\0\0", "latin1"), xmp])));
    }
    at = end;
  }
  return null;
}

/** A colour profile under no name: people name theirs after their screens and themselves. */
function nameless(profile: Buffer): Buffer {
  return Buffer.concat([Buffer.from("icc", "latin1"), profile.subarray(Math.max(0, profile.indexOf(0)))]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(content.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}
