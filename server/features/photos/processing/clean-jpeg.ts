import type { Fresh } from "./write-metadata.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const ADOBE = 0xee;
const APP_LAST = 0xef;
const COMMENT = 0xfe;
const ADOBE_LENGTH = 12;

/** The coded picture from its start to its end: what is hung before, between and behind is dropped. */
export function cleanJpeg(bytes: Buffer, { exif, xmp }: Fresh): Buffer | null {
  const parts: Buffer[] = [
    Buffer.from([0xff, SOI]),
    segment(APP1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), exif])),
    segment(APP1, Buffer.concat([Buffer.from("http://ns.adobe.com/xap/1.0/\0", "latin1"), xmp])),
  ];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) return Buffer.concat([...parts, Buffer.from([0xff, EOI])]);
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return null;
    const content = bytes.subarray(at + 4, end);
    if (keeps(marker, content)) parts.push(segment(marker, kept(marker, content)));
    at = end;
    if (marker !== SOS) continue;
    at = endOfScan(bytes, end);
    parts.push(bytes.subarray(end, at));
  }
  // A camera that forgot the end marker behind its last scan.
  return at + 2 <= bytes.length && bytes[at + 1] === EOI ? Buffer.concat([...parts, Buffer.from([0xff, EOI])]) : null;
}

function keeps(marker: number, content: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker === APP2) return content.subarray(0, 12).toString("latin1") === "ICC_PROFILE\0";
  if (marker === ADOBE) return content.subarray(0, 5).toString("latin1") === "Adobe";
  return marker < APP0 || marker > APP_LAST;
}

/** Of Adobe's segment only what it is made of: more could follow. */
function kept(marker: number, content: Buffer): Buffer {
  return marker === ADOBE ? content.subarray(0, ADOBE_LENGTH) : content;
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** Where the coded data of a scan ends: at the first marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 1);
  }
  return bytes.length;
}
