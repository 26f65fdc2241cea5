import { definePart } from "../../platform/parts.ts";

/** What shows photos: in messages, large, as a contact sheet. */
export const albumPart = definePart(async () => {
  const [{ Album }, { ContactSheet }] = await Promise.all([import("./Album.tsx"), import("./ContactSheet.tsx")]);
  return { Album, ContactSheet };
});

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
