import type { Feed } from "../../platform/feeds.ts";
import { photosStore } from "./photos.store.ts";

/** Photos come with their messages; what I chose is forgotten when I leave. */
export const photosFeed: Feed = {
  clear: () => {
    for (const url of Object.values(photosStore.getState().local)) URL.revokeObjectURL(url);
    photosStore.setState({ trays: {}, local: {} });
  },
};
