import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { pngChunk, withChunk, withSegment } from "./bytes.ts";
import { inSpace, PATCHES, profile, type Space } from "./colour.ts";

/** How large a patch is; six stand in a row. */
export const PATCH = 40;
const COLUMNS = 6;
const WIDTH = PATCH * COLUMNS;
const HEIGHT = PATCH * Math.ceil(PATCHES.length / COLUMNS);

/** The middle of each patch. */
export const centres = PATCHES.map((_, n) => ({
  left: (n % COLUMNS) * PATCH + PATCH / 2,
  top: Math.floor(n / COLUMNS) * PATCH + PATCH / 2,
}));

/** The patches, coded in 8 or 16 bits by `colour`. */
export function patches(colour: (n: number) => number[], depth: 8 | 16 = 8) {
  const channels = colour(0).length as 3;
  const most = depth === 8 ? 255 : 65535;
  const pixels = new (depth === 8 ? Uint8Array : Uint16Array)(WIDTH * HEIGHT * channels);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const n = Math.floor(y / PATCH) * COLUMNS + Math.floor(x / PATCH);
      for (const [c, value] of colour(n).entries()) pixels[(y * WIDTH + x) * channels + c] = Math.round(value * most);
    }
  }
  const raw = sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels } });
  return depth === 16 ? raw.toColourspace("rgb16") : raw;
}

export const plain = () => patches((n) => PATCHES[n]!.map((value) => value / 255));
export const jpeg = () => plain().jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer();
export const png = () => plain().png().toBuffer();

export async function jpegIn(space: Space): Promise<Buffer> {
  const coded = patches((n) => inSpace(PATCHES[n]!, space));
  const bytes = await coded.jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer();
  return withSegment(bytes, 0xe2, Buffer.concat([Buffer.from("ICC_PROFILE\0\x01\x01", "latin1"), profile(space)]));
}

export async function pngIn(space: Space, depth: 8 | 16): Promise<Buffer> {
  const bytes = await patches((n) => inSpace(PATCHES[n]!, space), depth)
    .png()
    .toBuffer();
  return withChunk(bytes, "iCCP", Buffer.concat([Buffer.from("x\0\0", "latin1"), deflateSync(profile(space))]));
}

const corners: [number, number, number][] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
];

/** Red, green above blue, yellow: no two ways of turning it look the same. */
export function quarters(width: number, height: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let n = 0; n < width * height; n += 1) {
    const quarter = (Math.floor(n / width) >= height / 2 ? 2 : 0) + (n % width >= width / 2 ? 1 : 0);
    Buffer.from(corners[quarter]!).copy(pixels, n * 3);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: "4:4:4" })
    .toBuffer();
}

/** A JPEG whose header says another size than it has. */
export async function jpegOf(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await jpeg());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** A PNG that is mostly its header. */
export function pngHeader(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, pngChunk("IHDR", header), pngChunk("IDAT", data), pngChunk("IEND", "")]);
}
