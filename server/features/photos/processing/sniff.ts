import { open } from "node:fs/promises";
import { PhotoRefused, type PhotoType } from "./processor.ts";

const HEAD = 64;
/** Pictures that photographers know and that are not taken: said as such, not as « no photo ». */
const others: [at: number, bytes: string][] = [
  [0, "GIF8"],
  [0, "II*\0"],
  [0, "MM\0*"],
  [0, "II+\0"],
  [0, "BM"],
  [0, "8BPS"],
  [0, "\xff\x0a"],
  [0, "\0\0\0\x0cJXL "],
  [0, "\0\0\0\x0cjP  "],
  [0, "FUJIFILMCCD-RAW"],
  [0, "IIRO"],
  [0, "IIU\0"],
  [4, "ftypcrx"],
];

/**
 * What a file is by its first bytes; its name and the type that was declared for it are not believed.
 * @throws PhotoRefused
 */
export async function sniff(file: string): Promise<PhotoType> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return typeOf(buffer.subarray(0, bytesRead).toString("latin1"));
  } finally {
    await handle.close();
  }
}

function typeOf(head: string): PhotoType {
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "webp";
  if (head.startsWith("ftyp", 4)) {
    const brands = head.slice(8, Math.min(HEAD, head.charCodeAt(3) || HEAD));
    if (/avif|avis/.test(brands)) return "avif";
    if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(brands)) return "heic";
  }
  if (others.some(([at, bytes]) => head.startsWith(bytes, at))) throw new PhotoRefused("PHOTO_UNSUPPORTED");
  throw new PhotoRefused("NOT_A_PHOTO");
}
