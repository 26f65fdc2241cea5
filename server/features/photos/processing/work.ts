import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LIMITS } from "../../../../shared/limits.ts";
import { type Cleaned, cleanOriginal } from "./original.ts";
import { type PhotoFindings, type PhotoJob, PhotoRefused, type ProcessedPhoto, type RemovedKind } from "./processor.ts";
import { foundIn, readMetadata } from "./read-metadata.ts";
import { render, type Seen, size } from "./render.ts";
import { sniff } from "./sniff.ts";
import type { Said } from "./write-metadata.ts";

/** What no original may hold, however it came there. */
const never = new Set<RemovedKind>(["location", "serial", "maker-notes", "thumbnail", "software", "people", "edits"]);

/** What runs in the process apart: the file is believed in nothing. */
export async function inspectPhoto(file: string): Promise<PhotoFindings> {
  const seen = await look(file);
  const { found, credit, shooting, bytes } = await readMetadata(file);
  const probe = await provenClean(bytes, seen, { credit, shooting });
  return {
    type: seen.type,
    width: seen.width,
    height: seen.height,
    found,
    credit,
    shooting,
    originalKeepable: !!probe,
  };
}

/** Renders a photo; everything is written at the end, so that a file found damaged half-way leaves nothing. */
export async function renderPhoto(job: PhotoJob): Promise<ProcessedPhoto> {
  const seen = await look(job.file);
  const { found, credit, shooting: taken, bytes } = await readMetadata(job.file);
  const shooting = job.keepShooting ? taken : null;
  const { renditions, thumbHash } = await render(job.file, seen, { credit, shooting });
  const original = job.keepOriginal ? await provenClean(bytes, seen, { credit, shooting }) : null;
  for (const { file, content } of renditions) await write(job.folder, file, content);
  if (original) await write(job.folder, original.file, original.content);
  return {
    width: seen.width,
    height: seen.height,
    thumbHash,
    renditions: renditions.map(({ content, ...rendition }) => ({ ...rendition, bytes: content.length })),
    original: original && { file: original.file, bytes: original.content.length, type: original.type },
    credit,
    shooting,
    removed: found.filter((kind) => kind !== "shooting" || shooting === null),
    kept: [
      ...(["creator", "copyright", "credit"] as const).filter((kind) => credit[kind] !== null),
      ...(shooting ? (["shooting"] as const) : []),
      "colour-profile",
    ],
  };
}

/** The cleaned original, read again: one in which anything is left is not kept. */
async function provenClean(bytes: Buffer, seen: Seen, said: Said): Promise<Cleaned | null> {
  const cleaned = cleanOriginal(bytes, seen, said);
  if (cleaned === null) return null;
  const left = await foundIn(cleaned.content);
  return left.some((kind) => never.has(kind)) ? null : cleaned;
}

async function look(file: string) {
  const { size: length } = await stat(file);
  if (length > LIMITS.photoBytes) throw new PhotoRefused("PHOTO_TOO_LARGE");
  return size(file, await sniff(file));
}

function write(folder: string, name: string, content: Buffer): Promise<void> {
  return writeFile(join(folder, name), content, { flag: "wx", mode: 0o600 });
}
