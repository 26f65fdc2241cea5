import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import mongoose from "mongoose";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Photo, PhotoFile, PhotoFindings } from "../../../shared/photos.ts";
import type { Clock } from "../../platform/clock.ts";
import { CallError } from "../../platform/errors.ts";
import type { Storage, Stored } from "../../platform/storage/storage.ts";
import { type Developed, PhotoModel, type StoredPhoto } from "./photos.model.ts";
import { type PhotoProcessor, PhotoRefused, type ProcessedPhoto } from "./processing/processor.ts";
import type { Uploads } from "./uploads.ts";

const { trusted } = mongoose;

interface Choices {
  keepShooting: boolean;
  keepOriginal: boolean;
}

/** A file of a photo as it is sent. */
export interface SentFile extends Stored {
  type: string;
}

export interface Photos {
  /** @throws CallError LIMIT_REACHED; IDEMPOTENCY_MISMATCH */
  begin(upload: { ownerId: string; bytes: number; clientId: string }): Promise<{ photoId: string; received: number }>;
  /** @throws CallError NOT_FOUND */
  show(ownerId: string, photoId: string): Promise<{ bytes: number; received: number }>;
  /** Takes a part of the file. @returns how many bytes are there. @throws CallError NOT_FOUND, CONFLICT, TOO_LARGE */
  receive(at: { ownerId: string; photoId: string; offset: number; length: number }, part: Readable): Promise<number>;
  /** @throws CallError NOT_FOUND; CONFLICT while it is not whole; what the processor refuses, and then it is gone */
  inspect(ownerId: string, photoId: string): Promise<PhotoFindings>;
  /** @throws CallError as `inspect`; LIMIT_REACHED */
  develop(ownerId: string, photoId: string, choices: Choices): Promise<void>;
  discard(ownerId: string, photoId: string): Promise<void>;
  /** A file for whoever may read its message, and for its author before. @throws CallError NOT_FOUND */
  open(viewerId: string, photoId: string, file: PhotoFile): Promise<SentFile>;
}

interface PhotosOptions {
  clock: Clock;
  storage: Storage;
  uploads: Uploads;
  processor: PhotoProcessor;
  /** Everything of a photo goes. */
  remove: (photoId: string) => Promise<void>;
  /** The album of a message through the viewer's own access. @throws CallError NOT_FOUND */
  albumOf: (viewerId: string, at: { conversationId: string; messageId: string }) => Promise<readonly Photo[]>;
}

/** @returns where a file of a photo is stored */
export function keyOf(photoId: string, file: PhotoFile): string {
  return `photos/${photoId}/${file}`;
}

export function createPhotos({ clock, storage, uploads, processor, remove, albumOf }: PhotosOptions): Photos {
  /** What is being developed now: asked again, it is waited for. */
  const underWay = new Map<string, Promise<void>>();

  const mine = async (ownerId: string, photoId: string): Promise<StoredPhoto> => {
    const stored = await PhotoModel.findOne({ _id: photoId, ownerId }).lean<StoredPhoto>();
    if (!stored) throw new CallError("NOT_FOUND");
    return stored;
  };

  /** A refusal ends the upload: nothing of it stays. */
  const orGone = async <T>(photoId: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PhotoRefused)) throw error;
      await remove(photoId);
      throw new CallError(error.code);
    }
  };

  const assertWhole = async ({ _id, bytes }: StoredPhoto) => {
    if ((await uploads.received(_id)) !== bytes) throw new CallError("CONFLICT");
  };

  const inspected = async (stored: StoredPhoto) => {
    if (stored.findings) return stored.findings;
    await assertWhole(stored);
    const findings = await orGone(stored._id, () => processor.inspect(uploads.path(stored._id)));
    await PhotoModel.updateOne({ _id: stored._id }, { $set: { findings } });
    return findings;
  };

  const store = async (photoId: string, folder: string, made: ProcessedPhoto): Promise<Developed> => {
    const { width, height, thumbHash, credit, shooting, renditions, original } = made;
    const files = [
      ...renditions.map(({ size, file, ...rest }) => ({ ...rest, file: String(size) as PhotoFile, from: file })),
      ...(original ? [{ ...original, file: "original" as const, from: original.file, width, height }] : []),
    ];
    for (const { file, from, bytes } of files) {
      await storage.put(keyOf(photoId, file), createReadStream(join(folder, from)), { bytes });
    }
    const kept = files.map(({ file, bytes, type, ...size }) => ({
      ...{ file, bytes, type },
      ...{ width: size.width, height: size.height },
    }));
    return { width, height, thumbHash, credit, shooting, files: kept };
  };

  const develop = async (ownerId: string, photoId: string, choices: Choices): Promise<void> => {
    const stored = await mine(ownerId, photoId);
    if (stored.developed) return;
    await assertWhole(stored);
    const folder = await uploads.workFolder(photoId);
    const made = await orGone(photoId, () => processor.process({ file: uploads.path(photoId), folder, ...choices }));
    const sizes = [...made.renditions, ...(made.original ? [made.original] : [])];
    const kept = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    if ((await keptOf(ownerId)) + kept > LIMITS.photoQuota) throw new CallError("LIMIT_REACHED");
    const developed = await store(photoId, folder, made);
    const { matchedCount } = await PhotoModel.updateOne({ _id: photoId }, { $set: { developed, kept } });
    // Thrown away meanwhile: what was just written goes too.
    if (matchedCount === 0) await remove(photoId);
    await uploads.remove(photoId);
  };

  return {
    begin: async ({ ownerId, bytes, clientId }) => {
      const known = await PhotoModel.findOne({ ownerId, clientId }).lean<StoredPhoto>();
      if (known) {
        if (known.bytes !== bytes) throw new CallError("IDEMPOTENCY_MISMATCH");
        return { photoId: known._id, received: known.developed ? bytes : await uploads.received(known._id) };
      }
      const unsent = await PhotoModel.countDocuments({ ownerId, claim: null });
      const isFull = unsent >= LIMITS.photosUnsent || (await keptOf(ownerId)) >= LIMITS.photoQuota;
      if (isFull) throw new CallError("LIMIT_REACHED");
      const made = { ownerId, clientId, bytes, at: new Date(clock.now()), kept: 0 };
      const { _id } = await PhotoModel.findOneAndUpdate(
        { ownerId, clientId },
        { $setOnInsert: { _id: newId(), ...made } },
        { upsert: true, returnDocument: "after" },
      ).lean<{ _id: string }>();
      return { photoId: _id, received: 0 };
    },

    show: async (ownerId, photoId) => {
      const { bytes, developed } = await mine(ownerId, photoId);
      return { bytes, received: developed ? bytes : await uploads.received(photoId) };
    },

    receive: async ({ ownerId, photoId, offset, length }, part) => {
      const { bytes, developed } = await mine(ownerId, photoId);
      if (developed) throw new CallError("CONFLICT");
      if (offset + length > bytes) throw new CallError("TOO_LARGE");
      return uploads.add(photoId, part, { offset, bytes });
    },

    inspect: async (ownerId, photoId) => {
      const { width, height, found, credit, shooting, originalKeepable } = await inspected(
        await mine(ownerId, photoId),
      );
      return { width, height, removed: [...found], credit, shooting, originalKeepable };
    },

    develop: async (ownerId, photoId, choices) => {
      const running = underWay.get(photoId);
      // Whoever else asks is told what she may know: that there is no such photo of hers.
      if (running) await mine(ownerId, photoId);
      const work = running ?? develop(ownerId, photoId, choices).finally(() => underWay.delete(photoId));
      underWay.set(photoId, work);
      await work;
    },

    discard: async (ownerId, photoId) => {
      // The entry first: from then on no message can take it. Files that an interruption leaves are swept.
      const { deletedCount } = await PhotoModel.deleteOne({ _id: photoId, ownerId, claim: null });
      if (deletedCount > 0) await remove(photoId);
    },

    open: async (viewerId, photoId, file) => {
      const stored = await PhotoModel.findById(photoId).lean<StoredPhoto>();
      const made = stored?.developed?.files.find((one) => one.file === file);
      if (!stored || !made) throw new CallError("NOT_FOUND");
      const isUnsentMine = !stored.claim && stored.ownerId === viewerId;
      if (!isUnsentMine) {
        if (!stored.claim) throw new CallError("NOT_FOUND");
        const album = await albumOf(viewerId, stored.claim);
        if (!album.some(({ id }) => id === photoId)) throw new CallError("NOT_FOUND");
      }
      const found = await storage.get(keyOf(photoId, file));
      if (!found) throw new CallError("NOT_FOUND");
      return { ...found, type: made.type };
    },
  };
}

/** @returns how many bytes are kept for a member, in all her photos */
async function keptOf(ownerId: string): Promise<number> {
  const [sum] = await PhotoModel.aggregate<{ kept: number }>([
    { $match: { ownerId, kept: trusted({ $gt: 0 }) } },
    { $group: { _id: null, kept: { $sum: "$kept" } } },
  ]);
  return sum?.kept ?? 0;
}
