import { thumbHashToDataURL } from "thumbhash";
import type { Photo, PhotoFile } from "../../../shared/photos.ts";

/** @returns where a file of a photo is fetched, through my own access */
export function pictureUrl(photoId: string, file: PhotoFile): string {
  return `/api/photos/${photoId}/${file}`;
}

/** @returns the renditions for the browser to choose from */
export function sourcesOf({ id, files }: Photo): { src: string; srcSet: string } {
  const shown = files.filter(({ file }) => file !== "original");
  const [smallest] = shown;
  return {
    src: pictureUrl(id, smallest?.file ?? "320"),
    srcSet: shown.map(({ file, width }) => `${pictureUrl(id, file)} ${width}w`).join(", "),
  };
}

/** @returns the largest rendition */
export function largestOf({ id, files }: Photo): { url: string; width: number; height: number } {
  const shown = files.filter(({ file }) => file !== "original");
  const largest = shown.at(-1);
  return {
    url: pictureUrl(id, largest?.file ?? "320"),
    width: largest?.width ?? 0,
    height: largest?.height ?? 0,
  };
}

/** @returns a few colours of the photo as a picture, until it is there */
export function latentImage({ thumbHash }: Photo): string {
  const bytes = Uint8Array.from(atob(thumbHash), (char) => char.charCodeAt(0));
  return thumbHashToDataURL(bytes);
}

/** How many photos stand in each line of an album: never more than four, and no line of one below others. */
const LINES: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [2],
  3: [3],
  4: [2, 2],
  5: [2, 3],
  6: [3, 3],
  7: [3, 4],
  8: [4, 4],
  9: [3, 3, 3],
  10: [3, 3, 4],
};

/** @returns the photos of an album, line by line */
export function linesOf<T>(photos: readonly T[]): T[][] {
  let from = 0;
  return (LINES[photos.length] ?? [photos.length]).map((count) => {
    from += count;
    return photos.slice(from - count, from);
  });
}
