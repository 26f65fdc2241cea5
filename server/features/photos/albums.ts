import mongoose from "mongoose";
import { newId } from "../../../shared/ids.ts";
import type { Photo } from "../../../shared/photos.ts";
import { CallError } from "../../platform/errors.ts";
import type { Albums, PhotoSaid } from "../messages/messages.service.ts";
import { type Claim, PhotoModel, type StoredPhoto } from "./photos.model.ts";

const { trusted } = mongoose;

/** How developed photos get into messages, each into one. */
export function createAlbums(): Albums {
  /** Takes one photo for an action. @returns it with the claim that holds: an earlier one of the same action stays */
  const take = async (photoId: string, ownerId: string, claim: Claim) => {
    const free = { _id: photoId, ownerId, developed: trusted({ $exists: true }), claim: null };
    const { modifiedCount } = await PhotoModel.updateOne(free, { $set: { claim } });
    const taken = await PhotoModel.findOne({ _id: photoId, ownerId }).lean<StoredPhoto>();
    const { clientId, conversationId } = taken?.claim ?? {};
    if (!taken?.claim || clientId !== claim.clientId || conversationId !== claim.conversationId) return null;
    return { taken, messageId: taken.claim.messageId, isNew: modifiedCount === 1 };
  };

  return {
    release: async (ownerId, clientId) => {
      await PhotoModel.updateMany({ ownerId, "claim.clientId": clientId }, { $unset: { claim: 1 } });
    },
    claim: async ({ ownerId, conversationId, clientId, said }) => {
      if (new Set(said.map(({ photoId }) => photoId)).size < said.length) throw new CallError("NOT_FOUND");
      // The first photo decides: whatever asks at the same time for the same action finds its message there.
      let id = newId();
      const photos: Photo[] = [];
      const fresh: string[] = [];
      for (const one of said) {
        const held = await take(one.photoId, ownerId, { clientId, conversationId, messageId: id });
        if (!held) {
          // Only those taken just now: what the same action posted before keeps its own.
          await PhotoModel.updateMany({ _id: trusted({ $in: fresh }), ownerId }, { $unset: { claim: 1 } });
          throw new CallError("NOT_FOUND");
        }
        if (held.isNew) fresh.push(one.photoId);
        id = held.messageId;
        photos.push(photoOf(held.taken, one));
      }
      return { id, photos };
    },
  };
}

function photoOf({ _id, developed }: StoredPhoto, { alt, caption }: PhotoSaid): Photo {
  if (!developed) throw new Error("a photo was taken that is not developed");
  const { width, height, thumbHash, files, credit, shooting } = developed;
  return {
    ...{ id: _id, width, height, thumbHash, alt, caption, credit, shooting },
    files: files.map(({ file, ...size }) => ({ file, width: size.width, height: size.height })),
  };
}
