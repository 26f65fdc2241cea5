import mongoose from "mongoose";
import { LIMITS } from "../../../shared/limits.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import { PhotoModel, type StoredPhoto } from "./photos.model.ts";
import type { Uploads } from "./uploads.ts";

const { trusted } = mongoose;

/** How many photos are looked at in one go. */
const PORTION = 200;

interface SweeperOptions {
  clock: Clock;
  storage: Storage;
  uploads: Uploads;
  /** @returns those of the messages that stand */
  standing: (messageIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

export interface Sweeper {
  /** Everything of a photo goes: files first, so that an interrupted removal is found again. */
  remove(photoId: string): Promise<void>;
  /** Everything of the photos of a message goes. */
  removeOf(messageId: string): Promise<void>;
  /** Removes what nobody can reach: uploads that were never sent, photos of messages that are gone, files of nothing. */
  sweep(): Promise<{ photos: number; files: number }>;
}

export function createSweeper({ clock, storage, uploads, standing }: SweeperOptions): Sweeper {
  const remove = async (photoId: string) => {
    await uploads.remove(photoId);
    for await (const key of storage.list(`photos/${photoId}/`)) await storage.delete(key);
    await PhotoModel.deleteOne({ _id: photoId });
  };

  const removeOf = async (messageId: string) => {
    for (const { _id } of await PhotoModel.find({ "claim.messageId": messageId }).lean<StoredPhoto[]>()) {
      await remove(_id);
    }
  };

  const sweepPhotos = async (): Promise<number> => {
    const old = { at: trusted({ $lt: new Date(clock.now() - LIMITS.photoUnsentLife) }) };
    let swept = 0;
    let last = "";
    for (;;) {
      const found = await PhotoModel.find({ ...old, _id: trusted({ $gt: last }) })
        .sort({ _id: 1 })
        .limit(PORTION)
        .lean<StoredPhoto[]>();
      const stand = await standing(found.flatMap(({ claim }) => claim?.messageId ?? []));
      for (const { _id, claim } of found) {
        if (claim && stand.has(claim.messageId)) continue;
        // It may have been taken by a message while this was looking.
        if (!claim && (await PhotoModel.deleteOne({ _id, claim: null })).deletedCount === 0) continue;
        await remove(_id);
        swept += 1;
      }
      last = found.at(-1)?._id ?? last;
      if (found.length < PORTION) return swept;
    }
  };

  const isKnown = async (photoId: string) => (await PhotoModel.exists({ _id: photoId })) !== null;

  const sweepFiles = async (): Promise<number> => {
    let swept = 0;
    for (const id of await uploads.all()) {
      if (await isKnown(id)) continue;
      await uploads.remove(id);
      swept += 1;
    }
    for await (const key of storage.list("photos/")) {
      if (await isKnown(key.split("/")[1] ?? "")) continue;
      await storage.delete(key);
      swept += 1;
    }
    return swept;
  };

  return { remove, removeOf, sweep: async () => ({ photos: await sweepPhotos(), files: await sweepFiles() }) };
}

/** Deleting a message deletes its photos. */
export function declarePhotoFollowUps(types: TypedStream<ConversationState>, { removeOf }: Sweeper): void {
  types.also("message:deleted", (change) => removeOf(bodyOf(change, "message:deleted").messageId));
}
