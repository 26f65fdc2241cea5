import { definePart } from "../../platform/parts.ts";

/** What can be done with messages: needed only once somebody comes near one. */
export const messageTools = definePart(async () => {
  const [{ MessageToolbar }, { sheetEntries }] = await Promise.all([
    import("./MessageToolbar.tsx"),
    import("./sheet-entries.ts"),
  ]);
  return { MessageToolbar, sheetEntries };
});
