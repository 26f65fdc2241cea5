import sharp, { type OutputInfo, type Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { LIMITS } from "../../../../shared/limits.ts";
import { PhotoRefused, type PhotoType, type Rendition, renditionSizes } from "./processor.ts";
import { exifOf, type Said, xmpOf } from "./write-metadata.ts";

/** Decoders of four kinds and no other: what slips through the sniffing finds none that would read it. */
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif"],
});
sharp.cache(false);
sharp.concurrency(1);

const decoding = { failOn: "error", limitInputPixels: LIMITS.photoPixels, pages: 1, sequentialRead: true } as const;
const LARGEST = Math.max(...renditionSizes);
const THUMB = 100;
const QUALITY = 82;

/** What the header says: as seen, orientation applied. */
export interface Seen {
  type: PhotoType;
  width: number;
  height: number;
  /** 1 to 8, as EXIF counts. */
  orientation: number;
  animated: boolean;
}

/** @throws PhotoRefused for what cannot be decoded or is too large to try */
export async function size(file: string, type: PhotoType): Promise<Seen> {
  if (type === "heic" && !sharp.format.heif.input.fileSuffix?.includes(".heic")) {
    throw new PhotoRefused("PHOTO_UNSUPPORTED");
  }
  const found = await refusing(sharp(file, { ...decoding, limitInputPixels: false }).metadata());
  if (found.width * found.height > LIMITS.photoPixels) throw new PhotoRefused("PHOTO_TOO_MANY_PIXELS");
  const orientation = found.orientation ?? 1;
  return {
    type,
    width: found.autoOrient.width,
    height: found.autoOrient.height,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    animated: (found.pages ?? 1) > 1,
  };
}

/** The renditions, and the blurred placeholder in some thirty bytes. */
export async function render(file: string, seen: Seen, said: Said) {
  // Turned only once it is small: turning needs the whole picture in memory.
  const decoded = await refusing(
    sharp(file, decoding)
      .resize(box(LARGEST))
      // The library works on 16 bits in Display P3: without a profile named here those values would pass for sRGB.
      .withIccProfile("srgb")
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  const base = await turned(picture(decoded), seen.orientation).raw().toBuffer({ resolveWithObject: true });
  const longest = Math.max(base.info.width, base.info.height);
  // A size that would be no larger than the one before is not made.
  const wanted = renditionSizes.filter((_, n) => n === 0 || longest > renditionSizes[n - 1]!);
  const renditions: (Omit<Rendition, "bytes"> & { content: Buffer })[] = [];
  for (const each of wanted) {
    const { data, info } = await picture(base)
      .resize(box(each))
      .withIccProfile("srgb")
      .withExif(exifOf(said))
      .withXmp(xmpOf(said))
      .webp({ quality: QUALITY, smartSubsample: true })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    renditions.push({ size: each, file: `${each}.webp`, width, height, type: "image/webp", content: data });
  }
  return { renditions, thumbHash: await placeholder(base) };
}

type Pixels = { data: Buffer; info: OutputInfo };

function picture({ data, info: { width, height, channels } }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

function box(longest: number) {
  return { width: longest, height: longest, fit: "inside", withoutEnlargement: true } as const;
}

/** Mirrored first, turned then: the order in which the library does it, however it is asked. */
function turned(image: Sharp, orientation: number): Sharp {
  switch (orientation) {
    case 2:
      return image.flop();
    case 3:
      return image.rotate(180);
    case 4:
      return image.flip();
    case 5:
      return image.flip().rotate(90);
    case 6:
      return image.rotate(90);
    case 7:
      return image.flop().rotate(90);
    case 8:
      return image.rotate(270);
    default:
      return image;
  }
}

async function placeholder(base: Pixels): Promise<string> {
  const small = picture(base).resize(box(THUMB)).toColourspace("srgb").ensureAlpha().raw();
  const { data, info } = await small.toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

/** What a decoder complains of becomes one of our codes; its words stay here, they may quote the file. */
async function refusing<T>(decoded: Promise<T>): Promise<T> {
  try {
    return await decoded;
  } catch (error) {
    const words = String(error);
    if (/pixel limit|too large|dimension/i.test(words)) throw new PhotoRefused("PHOTO_TOO_MANY_PIXELS");
    if (/operation is blocked|unsupported (codec|feature)|no decoding plugin/i.test(words)) {
      throw new PhotoRefused("PHOTO_UNSUPPORTED");
    }
    throw new PhotoRefused("PHOTO_DAMAGED");
  }
}
