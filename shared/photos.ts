import * as z from "zod/mini";
import { publicId } from "./ids.ts";

/** Which files a photo has: by the longer side in pixels, and the cleaned original where its author offers it. */
export const PHOTO_FILES = ["320", "1280", "2560", "original"] as const;
export type PhotoFile = (typeof PHOTO_FILES)[number];

/** Whose work it is, as its author wrote it into the file. */
export const photoCredit = z.strictObject({
  creator: z.nullable(z.string()),
  copyright: z.nullable(z.string()),
  credit: z.nullable(z.string()),
});

/** How it was taken. Exposure in seconds, focal length in millimetres. */
export const photoShooting = z.strictObject({
  camera: z.nullable(z.string()),
  lens: z.nullable(z.string()),
  exposureTime: z.nullable(z.number()),
  aperture: z.nullable(z.number()),
  iso: z.nullable(z.number()),
  focalLength: z.nullable(z.number()),
});

/** What a file holds that nobody else will see. */
export const REMOVED_KINDS = [
  "location",
  "serial",
  "maker-notes",
  "thumbnail",
  "software",
  "dates",
  "shooting",
  "people",
  "description",
  "edits",
  "other",
] as const;

/** A photo of a message, in the order of its album. Sizes as seen, in pixels; a `file` is fetched through one's own access. */
export const photo = z.strictObject({
  id: publicId,
  width: z.int(),
  height: z.int(),
  /** Base64: a few colours to show until it is there. */
  thumbHash: z.string(),
  files: z.array(z.strictObject({ file: z.enum(PHOTO_FILES), width: z.int(), height: z.int() })),
  /** What is to be seen, for those who do not see it. */
  alt: z.string(),
  caption: z.string(),
  credit: photoCredit,
  shooting: z.nullable(photoShooting),
});
export type Photo = z.infer<typeof photo>;

/** What an upload holds, for its author to see before she sends it. */
export const photoFindings = z.strictObject({
  width: z.int(),
  height: z.int(),
  /** What is taken out of the file. */
  removed: z.array(z.enum(REMOVED_KINDS)),
  credit: photoCredit,
  shooting: z.nullable(photoShooting),
  /** Whether it can be offered at its full size too. */
  originalKeepable: z.boolean(),
});
export type PhotoFindings = z.infer<typeof photoFindings>;
