import { definePart } from "../../platform/parts.ts";

/** What shows one photo large: needed once one is pressed. */
export const lightboxPart = definePart(() => import("./Lightbox.tsx"));
