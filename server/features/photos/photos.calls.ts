import type { Handlers } from "../../platform/calls.ts";
import type { Photos } from "./photos.service.ts";

export function photoHandlers(photos: Photos): Handlers {
  return {
    "photo:begin": (input, { session }) => photos.begin({ ownerId: session.userId, ...input }),
    "photo:show": ({ photoId }, { session }) => photos.show(session.userId, photoId),
    "photo:inspect": ({ photoId }, { session }) => photos.inspect(session.userId, photoId),
    "photo:develop": async ({ photoId, ...choices }, { session }) => {
      await photos.develop(session.userId, photoId, choices);
      return {};
    },
    "photo:discard": async ({ photoId }, { session }) => {
      await photos.discard(session.userId, photoId);
      return {};
    },
  };
}
