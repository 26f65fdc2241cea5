import type { MenuEntry } from "../../ui/menu-entry.ts";
import { type ActionSource, messageActions } from "./message-actions.ts";

/** @returns the actions in one list: in a sheet, what one chooses from comes first */
export function sheetEntries(source: ActionSource): MenuEntry[] {
  return messageActions(source).flatMap(({ choices, isMain: _, ...action }): MenuEntry[] =>
    choices ? [...choices, { id: `${action.id}-rule`, rule: true }] : [action],
  );
}
