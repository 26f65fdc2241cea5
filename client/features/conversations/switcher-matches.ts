import { fold } from "../../../shared/text.ts";

/** A place that the switcher can lead to. */
export interface Place {
  id: string;
  name: string;
  kind: "room" | "direct";
  joined: boolean;
  unread: number;
}

/** How well a name answers a folded query: 0 as its beginning, 1 at the beginning of a word, 2 inside; null not at all. */
function closeness(name: string, query: string): number | null {
  const folded = fold(name);
  if (!query.split(" ").every((word) => folded.includes(word))) return null;
  if (folded.startsWith(query)) return 0;
  return folded.split(/[\s'-]/).some((word) => word.startsWith(query)) ? 1 : 2;
}

/**
 * The places whose name answers what was typed, whatever its accents and case, the closest first; with nothing typed all
 * of them, unread ones first. Takes `places` in the order of the list and keeps it between equals.
 */
export function matchPlaces(places: readonly Place[], typed: string): Place[] {
  const query = fold(typed);
  const rest = (place: Place): number => (place.unread > 0 ? 0 : place.joined ? 1 : 2);
  return places
    .flatMap((place) => {
      const distance = query === "" ? 0 : closeness(place.name, query);
      return distance === null ? [] : [{ place, rank: distance * 3 + rest(place) }];
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ place }) => place);
}
