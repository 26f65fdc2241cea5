import { useRoomsByTheme } from "../conversations/conversations.store.ts";

/** The names of rooms, in the order of the list; those that are not known are left out. */
export function useRoomNames(ids: readonly string[]): string[] {
  return useRoomsByTheme()
    .flatMap(({ rooms }) => rooms)
    .filter(({ room }) => ids.includes(room.id))
    .map(({ room }) => room.name);
}
