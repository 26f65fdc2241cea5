import { definePart } from "../../platform/parts.ts";

/** What shows the photos of a message. */
export const albumPart = definePart(() => import("./Album.tsx"));

/** What shows many photos on one sheet. */
export const sheetPart = definePart(() => import("./ContactSheet.tsx"));

/** What takes photos along with what one writes. */
export const trayPart = definePart(async () => {
  const [{ PhotoTray }, { addPhotos, developTray, putBack }] = await Promise.all([
    import("./PhotoTray.tsx"),
    import("./tray.ts"),
  ]);
  return { PhotoTray, addPhotos, developTray, putBack };
});

/** Files that are photos, of those that were dropped or pasted. */
export function photosAmong(files: Iterable<File>): File[] {
  return [...files].filter(({ type }) => type.startsWith("image/"));
}
