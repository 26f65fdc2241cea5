import type { CommunityRole } from "../../../shared/members.ts";
import type { CallName } from "../../../shared/registry.ts";

/** Who calls. The dead ones (closed, banned, signed out) were administrators, so that nothing but their death refuses them. */
export const POSITIONS = [
  "visitor",
  "forged token",
  "closed account",
  "banned",
  "signed out",
  "member",
  "moderator",
  "administrator",
] as const;
export type Position = (typeof POSITIONS)[number];

/** @returns the role in the community, or null for whoever has no live session */
export function roleOf(position: Position): CommunityRole | null {
  return position === "member" || position === "moderator" || position === "administrator" ? position : null;
}

/** What a person is beside her position, wherever she is. */
export type Trait = "plain" | "muted everywhere" | "moderates elsewhere";

/** How a call arrives. `bearer` is HTTP with a token instead of a cookie. */
export type Way = "http" | "socket" | "bearer";

export const ROOMS = ["room", "archived room"] as const;
export const DIRECTS = [
  "open direct",
  "request that I sent",
  "request that waits for me",
  "request that I refused",
  "request that my block withheld",
] as const;
/** Every kind of conversation that an input can name. */
export const CONVERSATIONS = [...ROOMS, ...DIRECTS, "direct of two others", "nothing"] as const;
/** What some calls name instead of a conversation. */
const OTHERS = ["the whole community", "my own stream", "a stream of another", "the stream of the staff"] as const;
export type Kind = (typeof CONVERSATIONS)[number] | (typeof OTHERS)[number];

interface Place {
  trait: Trait;
  /** Her presence in a room; in a direct conversation the kind says it. */
  presence: "joined" | "left" | "none";
  roomRole: "member" | "moderator";
  /** The sanction that the conversation itself holds against her. */
  held: "mute" | "ban" | null;
}

const joined = { trait: "plain", presence: "joined", roomRole: "member", held: null } as const;
const outside = { trait: "plain", presence: "none", roomRole: "member", held: null } as const;

/** Where the caller stands in the conversation that she names. */
export const PLACES = {
  participant: joined,
  stranger: outside,
  left: { ...joined, presence: "left" },
  "muted here": { ...joined, held: "mute" },
  "muted everywhere": { ...joined, trait: "muted everywhere" },
  "banned here": { ...joined, held: "ban" },
  "moderator here": { ...joined, roomRole: "moderator" },
  "moderator muted here": { ...joined, roomRole: "moderator", held: "mute" },
  "moderator banned here": { ...joined, roomRole: "moderator", held: "ban" },
  "moderator elsewhere": { ...joined, trait: "moderates elsewhere" },
  "stranger muted everywhere": { ...outside, trait: "muted everywhere" },
  "stranger who moderates elsewhere": { ...outside, trait: "moderates elsewhere" },
} as const satisfies Record<string, Place>;
export type PlaceName = keyof typeof PLACES;
const PLACE_NAMES = Object.keys(PLACES) as PlaceName[];

export function isRoom(kind: Kind | null): boolean {
  return ROOMS.some((room) => room === kind);
}
function isDirect(kind: Kind): boolean {
  return DIRECTS.some((direct) => direct === kind);
}

/**
 * The places that exist in a kind of conversation. Nobody leaves or moderates a direct one, and a request that she cannot
 * read yet holds no sanction of its own; in one of two others, and in nothing, everybody is a stranger.
 */
export function placesIn(kind: Kind): PlaceName[] {
  return PLACE_NAMES.filter((name) => {
    const { presence, roomRole, held } = PLACES[name];
    if (isRoom(kind)) return true;
    if (!isDirect(kind)) return presence === "none";
    if (presence !== "joined" || roomRole !== "member") return false;
    return held === null || kind === "open direct";
  });
}

/** What follows from kind and place, whatever the call. */
export interface Standing {
  /** She is in it and not banned from it. */
  reads: boolean;
  /** What posting would answer. */
  writes: "ok" | "NOT_FOUND" | "MUTED" | "ARCHIVED" | "REQUEST_PENDING";
  /** She is in that room, as its moderator. */
  moderates: boolean;
}

export function standingOf(kind: Kind, placeName: PlaceName): Standing {
  const place: Place = PLACES[placeName];
  const here = isRoom(kind) || kind === "open direct" || kind === "request that I sent";
  const reads = here && place.presence === "joined" && place.held !== "ban";
  const muted = place.held === "mute" || place.trait === "muted everywhere";
  const writes = (): Standing["writes"] => {
    if (!reads) return "NOT_FOUND";
    if (muted) return "MUTED";
    if (kind === "archived room") return "ARCHIVED";
    return kind === "request that I sent" ? "REQUEST_PENDING" : "ok";
  };
  return { reads, writes: writes(), moderates: isRoom(kind) && reads && place.roomRole === "moderator" };
}

/** One question of the matrix. `kind` and `place` are null for a call that names no conversation. */
export interface Cell {
  name: CallName;
  way: Way;
  position: Position;
  kind: Kind | null;
  place: PlaceName | null;
  variant: string | null;
}

export function titleOf({ name, way, position, kind, place, variant }: Cell): string {
  const where = kind === null ? "" : ` — ${place} — ${kind}`;
  return `${name} (${way}) ${position}${where}${variant === null ? "" : ` — ${variant}`}`;
}
