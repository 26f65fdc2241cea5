import type * as z from "zod/mini";
import type { photoCredit, photoShooting, REMOVED_KINDS } from "../../../../shared/photos.ts";

/**
 * How long the longer side of a rendition is. A photo is never enlarged: the largest rendition of a small one has its
 * own size, and sizes above that are not made.
 */
export const renditionSizes = [320, 1280, 2560] as const;
export type RenditionSize = (typeof renditionSizes)[number];

/** What a file held that no rendition holds. */
export type RemovedKind = (typeof REMOVED_KINDS)[number];

/** What the renditions still say. */
export const keptKinds = ["creator", "copyright", "credit", "shooting", "colour-profile"] as const;
export type KeptKind = (typeof keptKinds)[number];

/** Why a file is no photo of ours; each is told to the sender in her language. */
export type RefusalCode =
  | "NOT_A_PHOTO"
  | "PHOTO_TOO_LARGE"
  | "PHOTO_TOO_MANY_PIXELS"
  | "PHOTO_DAMAGED"
  | "PHOTO_UNSUPPORTED"
  | "PHOTO_TIMEOUT";

/** A file that cannot become a photo. Nothing of it is left in the job's folder. */
export class PhotoRefused extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(`The photo is refused: ${code}.`);
    this.name = "PhotoRefused";
    this.code = code;
  }
}

/** The author's name and rights, as she wrote them into the file. */
export type Credit = z.infer<typeof photoCredit>;

/** How the photo was taken; nothing here tells one camera from another of its kind. */
export type Shooting = z.infer<typeof photoShooting>;

export type PhotoType = "jpeg" | "png" | "webp" | "avif" | "heic";

/** What the sender is shown before she sends. */
export interface PhotoFindings {
  type: PhotoType;
  /** As seen, orientation applied. */
  width: number;
  height: number;
  /** What sending would remove from the file. */
  found: RemovedKind[];
  credit: Credit;
  shooting: Shooting | null;
  /** Whether the original could be kept too, cleaned without being encoded again. */
  originalKeepable: boolean;
}

export interface PhotoJob {
  /** Path of the file as it came. It is read, never changed. */
  file: string;
  /** An existing, empty folder of the caller's; the renditions are written here. */
  folder: string;
  /** Whether camera, lens and exposure stay in the renditions. */
  keepShooting: boolean;
  /** Whether a cleaned original is wanted too. */
  keepOriginal: boolean;
}

export interface Rendition {
  size: RenditionSize;
  /** Path inside the job's folder. */
  file: string;
  width: number;
  height: number;
  bytes: number;
  type: "image/webp" | "image/avif";
}

/** The file as it came but for its metadata: the same pixels, never encoded again. */
export interface CleanOriginal {
  file: string;
  bytes: number;
  type: "image/jpeg" | "image/png" | "image/webp";
}

export interface ProcessedPhoto {
  /** As seen, orientation applied. */
  width: number;
  height: number;
  /** Base64. */
  thumbHash: string;
  renditions: Rendition[];
  /** Null when not asked, or when this kind of file cannot be cleaned without being encoded again. */
  original: CleanOriginal | null;
  credit: Credit;
  /** Null when the author keeps it to herself, or the file says nothing. */
  shooting: Shooting | null;
  removed: RemovedKind[];
  kept: KeptKind[];
}

export interface PhotoProcessor {
  /**
   * Reads what a file holds, for the sender to see before she sends: nothing is written.
   * @throws PhotoRefused
   */
  inspect(file: string): Promise<PhotoFindings>;
  /**
   * Decodes, strips and renders in a process apart; writes the renditions into `folder`.
   * @throws PhotoRefused, and then the folder is as empty as it was
   */
  process(job: PhotoJob): Promise<ProcessedPhoto>;
  /** Ends the process apart; what still runs is refused. */
  close(): Promise<void>;
}
