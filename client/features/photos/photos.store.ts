import { create } from "zustand";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { PhotoFindings } from "../../../shared/photos.ts";

/** A photo that I chose and that is in no message yet. */
export interface Upload {
  /** Made once for the upload: the server opens it once. */
  clientId: string;
  name: string;
  /** Null for one that came back from a message that could not be sent: it is developed already. */
  file: File | null;
  /** Where its picture is, on this device or the server. */
  url: string;
  state: "sending" | "looking" | "ready" | "failed";
  /** How much of it is there, from 0 to 1. */
  sent: number;
  problem: ErrorCode | null;
  photoId: string | null;
  findings: PhotoFindings | null;
  alt: string;
  caption: string;
}

/** What I choose for all photos of one message. */
export interface Tray {
  uploads: readonly Upload[];
  /** Camera, lens and exposure stay. */
  keepShooting: boolean;
  /** The full size is offered too. */
  keepOriginal: boolean;
  /** They are being developed: nothing can be changed now. */
  isDeveloping: boolean;
}

interface PhotosState {
  /** By the place where one writes. */
  trays: Readonly<Record<string, Tray>>;
  /** Pictures of mine on this device, by the photo's id: shown until the message is there. */
  local: Readonly<Record<string, string>>;
}

export const EMPTY_TRAY: Tray = { uploads: [], keepShooting: false, keepOriginal: false, isDeveloping: false };

export const photosStore = create<PhotosState>()(() => ({ trays: {}, local: {} }));

/** @returns the photos that lie ready where I write */
export function useTray(key: string): Tray {
  return photosStore(({ trays }) => trays[key] ?? EMPTY_TRAY);
}

/** @returns the pictures of those photos that are on this device */
export function useLocalPictures(photoIds: readonly string[]): string[] {
  const local = photosStore((state) => state.local);
  return photoIds.flatMap((id) => local[id] ?? []);
}
