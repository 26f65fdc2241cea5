import type { Ack } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { call } from "../../platform/api.ts";
import { backOff } from "../../platform/back-off.ts";
import { CallRejected, noAnswer } from "../../platform/errors.ts";
import { pause } from "../../platform/pause.ts";

/** Small enough that a slow connection shows that it goes on. */
const PART_BYTES = 512 * 1024;
const ATTEMPTS = 5;

interface Transfer {
  file: File;
  clientId: string;
  signal: AbortSignal;
  /** Told how much is there, from 0 to 1. */
  onProgress: (sent: number) => void;
}

/**
 * Brings a file to the server in parts, each after what is there already; a lost connection is waited for and gone on from.
 * @returns the photo's id. @throws CallRejected; the signal's reason when it was cancelled
 */
export async function transfer({ file, clientId, signal, onProgress }: Transfer): Promise<string> {
  for (let failures = 0; ; ) {
    try {
      const begun = await call("photo:begin", { bytes: file.size, clientId });
      let { received } = begun;
      while (received < file.size) {
        signal.throwIfAborted();
        onProgress(received / file.size);
        const before = received;
        received = await sendPart({ photoId: begun.photoId, offset: received, file, signal });
        if (received > before) failures = 0;
      }
      onProgress(1);
      return begun.photoId;
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      if (failures >= ATTEMPTS || !isWorthAnother(error)) throw error;
      await pause(backOff(failures, Math.random()));
    }
  }
}

/** CONFLICT: another part was taken than we thought, and how far it is must be asked again. */
function isWorthAnother(error: unknown): boolean {
  return error instanceof CallRejected && ["UNAVAILABLE", "RATE", "BUSY", "CONFLICT"].includes(error.code);
}

interface Part {
  photoId: string;
  offset: number;
  file: File;
  signal: AbortSignal;
}

async function sendPart({ photoId, offset, file, signal }: Part): Promise<number> {
  const ack = await fetch(`/api/photos/${photoId}?offset=${offset}`, {
    method: "PUT",
    headers: { "content-type": "application/octet-stream" },
    body: file.slice(offset, offset + PART_BYTES),
    credentials: "same-origin",
    signal,
  }).then(
    (response) => response.json() as Promise<Ack<{ received: number }>>,
    () => null,
  );
  if (!ack) throw noAnswer();
  if (!ack.ok) throw new CallRejected(ack.error);
  return ack.data.received;
}

/** @throws CallRejected PHOTO_TOO_LARGE before anything is sent */
export function assertSize({ size }: File): void {
  if (size > LIMITS.photoBytes) throw new CallRejected({ code: "PHOTO_TOO_LARGE", message: "too large" });
  if (size === 0) throw new CallRejected({ code: "NOT_A_PHOTO", message: "empty" });
}

/** Asks again what takes its time: the server goes on with it meanwhile, and answers alike. @throws CallRejected */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isSlow = error instanceof CallRejected && error.code === "UNAVAILABLE";
      if (!isSlow || attempt === ATTEMPTS) throw error;
      await pause(backOff(attempt, Math.random()));
    }
  }
}
