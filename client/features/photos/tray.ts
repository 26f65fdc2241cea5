import { LIMITS } from "../../../shared/limits.ts";
import type { CallInput } from "../../../shared/registry.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { codeOf } from "../../platform/errors.ts";
import { EMPTY_TRAY, photosStore, type Tray, type Upload } from "./photos.store.ts";
import { assertSize, patiently, transfer } from "./transfer.ts";

type Said = NonNullable<CallInput<"message:post">["photos"]>;

/** What stops an upload that is under way, by its clientId. */
const underWay = new Map<string, AbortController>();
/** Files come one after the other: two at once are only slower. */
let line: Promise<void> = Promise.resolve();

function trayOf(key: string): Tray {
  return photosStore.getState().trays[key] ?? EMPTY_TRAY;
}

function setTray(key: string, change: Partial<Tray>): void {
  photosStore.setState(({ trays }) => ({ trays: { ...trays, [key]: { ...(trays[key] ?? EMPTY_TRAY), ...change } } }));
}

function change(key: string, clientId: string, part: Partial<Upload>): void {
  setTray(key, {
    uploads: trayOf(key).uploads.map((upload) => (upload.clientId === clientId ? { ...upload, ...part } : upload)),
  });
}

/** Takes photos along and brings them to the server. @returns how many there is no room for */
export function addPhotos(key: string, files: readonly File[]): number {
  const { uploads } = trayOf(key);
  const taken = files.slice(0, Math.max(LIMITS.photosPerMessage - uploads.length, 0));
  const added = taken.map(
    (file): Upload => ({
      ...{ clientId: newClientId(), name: file.name, file, url: URL.createObjectURL(file) },
      ...{ state: "sending", sent: 0, problem: null, photoId: null, findings: null, alt: "", caption: "" },
    }),
  );
  setTray(key, { uploads: [...uploads, ...added] });
  for (const { clientId } of added) start(key, clientId);
  return files.length - taken.length;
}

function start(key: string, clientId: string): void {
  line = line.then(() => bring(key, clientId));
}

async function bring(key: string, clientId: string): Promise<void> {
  const upload = trayOf(key).uploads.find((one) => one.clientId === clientId);
  if (!upload?.file) return;
  const { file } = upload;
  const stop = new AbortController();
  underWay.set(clientId, stop);
  try {
    assertSize(file);
    const { signal } = stop;
    const photoId = await transfer({ file, clientId, signal, onProgress: (sent) => change(key, clientId, { sent }) });
    change(key, clientId, { photoId, state: "looking" });
    const findings = await patiently(() => call("photo:inspect", { photoId }));
    change(key, clientId, { findings, state: "ready" });
    photosStore.setState(({ local }) => ({ local: { ...local, [photoId]: upload.url } }));
  } catch (error) {
    if (!stop.signal.aborted) change(key, clientId, { state: "failed", problem: codeOf(error) });
  } finally {
    underWay.delete(clientId);
  }
}

/** Takes a photo away again; one that is on its way stops. */
export function removePhoto(key: string, clientId: string): void {
  underWay.get(clientId)?.abort();
  const gone = trayOf(key).uploads.find((one) => one.clientId === clientId);
  setTray(key, { uploads: trayOf(key).uploads.filter((one) => one.clientId !== clientId) });
  if (!gone) return;
  if (gone.file) URL.revokeObjectURL(gone.url);
  // What cannot be thrown away now is swept by the server.
  if (gone.photoId !== null) void call("photo:discard", { photoId: gone.photoId }).catch(() => undefined);
}

/** Begins a failed one anew. */
export function retryPhoto(key: string, clientId: string): void {
  // What was refused is gone on the server: another action.
  const next = newClientId();
  change(key, clientId, { clientId: next, state: "sending", sent: 0, problem: null, photoId: null, findings: null });
  start(key, next);
}

/** Moves a photo by one place in the album. */
export function movePhoto(key: string, clientId: string, by: 1 | -1): void {
  const uploads = [...trayOf(key).uploads];
  const from = uploads.findIndex((one) => one.clientId === clientId);
  const to = from + by;
  const [moved, other] = [uploads[from], uploads[to]];
  if (!moved || !other) return;
  uploads[to] = moved;
  uploads[from] = other;
  setTray(key, { uploads });
}

/** Says what a photo shows, or what there is to say of it. */
export function describePhoto(key: string, clientId: string, words: Partial<Pick<Upload, "alt" | "caption">>): void {
  change(key, clientId, words);
}

export function choose(key: string, choice: Partial<Pick<Tray, "keepShooting" | "keepOriginal">>): void {
  setTray(key, choice);
}

/**
 * Develops the photos that lie ready. They stay until `clear` is called: what could not be handed on is not lost.
 * @returns the album as a message asks for it; null where there is none
 * @throws CallRejected when one cannot be developed; it then says so at its place
 */
export async function developTray(key: string): Promise<{ photos: Said; clear: () => void } | null> {
  const { uploads, keepShooting, keepOriginal } = trayOf(key);
  if (uploads.length === 0) return null;
  setTray(key, { isDeveloping: true });
  const photos: Said = [];
  try {
    for (const { clientId, photoId, alt, caption } of uploads) {
      if (photoId === null) throw new Error("a photo is not there yet");
      try {
        await patiently(() => call("photo:develop", { photoId, keepShooting, keepOriginal }));
      } catch (error) {
        change(key, clientId, { state: "failed", problem: codeOf(error) });
        throw error;
      }
      photos.push({ photoId, alt, caption });
    }
  } finally {
    setTray(key, { isDeveloping: false });
  }
  return { photos, clear: () => setTray(key, EMPTY_TRAY) };
}

/** Puts the album of a message that could not be sent back to where it was written. */
export function putBack(key: string, photos: Said): void {
  const { local } = photosStore.getState();
  const back = photos.map(({ photoId, alt, caption }): Upload => {
    const url = local[photoId] ?? `/api/photos/${photoId}/320`;
    return {
      ...{ clientId: newClientId(), name: "", file: null, url, state: "ready", sent: 1, problem: null },
      ...{ photoId, findings: null, alt, caption },
    };
  });
  setTray(key, { uploads: [...trayOf(key).uploads, ...back].slice(0, LIMITS.photosPerMessage) });
}
