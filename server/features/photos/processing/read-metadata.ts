import { readFile } from "node:fs/promises";
import ExifReader from "exifreader";
import { LIMITS } from "../../../../shared/limits.ts";
import { REMOVED_KINDS } from "../../../../shared/photos.ts";
import { kindOf } from "./kinds.ts";
import type { Credit, RemovedKind, Shooting } from "./processor.ts";

interface Tag {
  value?: unknown;
  description?: unknown;
}
type Group = Record<string, Tag | undefined>;

export interface Metadata {
  found: RemovedKind[];
  credit: Credit;
  shooting: Shooting | null;
  /** The whole file. */
  bytes: Buffer;
}

/** Whatever cannot be read is as if it were not there: none of it reaches a rendition in any case. */
export async function readMetadata(file: string): Promise<Metadata> {
  const bytes = await readFile(file);
  const groups = await load(bytes);
  const { exif = {}, iptc = {}, xmp = {} } = groups;
  const credit: Credit = {
    creator: text(xmp.creator, iptc["By-line"], exif.Artist, exif.XPAuthor),
    copyright: text(xmp.rights, iptc["Copyright Notice"], exif.Copyright),
    credit: text(xmp.Credit, iptc.Credit),
  };
  return { found: kindsOf(groups), credit, shooting: shootingOf(exif), bytes };
}

/** Everything that a file tells beside its pixels. */
export async function foundIn(bytes: Buffer): Promise<RemovedKind[]> {
  return kindsOf(await load(bytes));
}

function kindsOf(groups: Record<string, Group | undefined>): RemovedKind[] {
  const found = new Set<RemovedKind>();
  for (const [name, group] of Object.entries(groups)) {
    for (const tag of Object.keys(group ?? {})) {
      const kind = kindOf(name, tag);
      if (kind) found.add(kind);
    }
  }
  return REMOVED_KINDS.filter((kind) => found.has(kind));
}

async function load(bytes: Buffer): Promise<Record<string, Group | undefined>> {
  try {
    const read = await ExifReader.load(bytes, { expanded: true, async: true, includeUnknown: true });
    return read as unknown as Record<string, Group | undefined>;
  } catch {
    return {};
  }
}

function shootingOf(exif: Group): Shooting | null {
  const make = firstPart(exif.Make);
  const model = firstPart(exif.Model);
  const camera = make && model && !model.toLowerCase().startsWith(make.toLowerCase()) ? `${make} ${model}` : model;
  const shooting: Shooting = {
    camera: camera ?? make,
    lens: firstPart(exif.LensModel),
    exposureTime: number(exif.ExposureTime),
    aperture: number(exif.FNumber),
    iso: number(exif.ISOSpeedRatings),
    focalLength: number(exif.FocalLength),
  };
  return Object.values(shooting).some((value) => value !== null) ? shooting : null;
}

const NAME_CHARACTERS = 64;

/** Some cameras fill a field to its end with what lay in their memory: a name ends at the first zero. */
function firstPart(tag: Tag | undefined): string | null {
  const [part] = Array.isArray(tag?.value) ? tag.value : [tag?.description];
  return text({ description: part })?.slice(0, NAME_CHARACTERS) ?? null;
}

/** The first that says something, without signs that no line of text has. */
function text(...tags: (Tag | undefined)[]): string | null {
  for (const tag of tags) {
    const words = tag?.description;
    if (typeof words !== "string") continue;
    const clean = [...words.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, " ").trim()]
      .slice(0, LIMITS.creditCharacters)
      .join("")
      .trim();
    if (clean !== "" && clean !== "[object Object]") return clean;
  }
  return null;
}

function number(tag: Tag | undefined): number | null {
  const value = tag?.value;
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  const [first, second] = parts;
  const whole =
    typeof first === "number" ? (typeof second === "number" && second !== 0 ? first / second : first) : null;
  return whole !== null && Number.isFinite(whole) && whole > 0 ? whole : null;
}
