import { crc32 } from "node:zlib";

/** A JPEG with one more segment, right behind its start. */
export function withSegment(jpeg: Buffer, marker: number, content: Buffer | string): Buffer {
  const body = typeof content === "string" ? Buffer.from(content, "latin1") : content;
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

export function pngChunk(name: string, content: Buffer | string): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), Buffer.from(content as string, "latin1")]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(body.length - 4, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

const AFTER_IHDR = 33;

/** A PNG with one more chunk, right behind its header. */
export function withChunk(png: Buffer, name: string, content: Buffer | string): Buffer {
  return Buffer.concat([png.subarray(0, AFTER_IHDR), pngChunk(name, content), png.subarray(AFTER_IHDR)]);
}

/** The chunks of a WebP, by name. */
export function webpChunks(webp: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 12; at + 8 <= webp.length; ) {
    const length = webp.readUInt32LE(at + 4);
    found.set(webp.subarray(at, at + 4).toString("latin1"), webp.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length % 2);
  }
  return found;
}

export function webpOf(chunks: Iterable<[string, Buffer]>): Buffer {
  const body = Buffer.concat(
    [...chunks].flatMap(([name, content]) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(content.length);
      return [Buffer.from(name, "latin1"), length, content, Buffer.alloc(content.length % 2)];
    }),
  );
  const head = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
