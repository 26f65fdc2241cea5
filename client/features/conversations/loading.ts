import type { ChangeFact, LiveFact } from "../../../shared/facts.ts";
import type { RoomRole } from "../../../shared/members.ts";
import { call } from "../../platform/api.ts";
import { conversationsStore } from "./conversations.store.ts";

type RoomChanged = Extract<LiveFact, { type: "room:changed" }>["body"];

/** Facts told while an answer is under way are put on top of it: the answer may be older. */
let roomsTold: Map<string, RoomChanged> | null = null;
let roomsLoading: Promise<void> | null = null;

/** Fetches all rooms; several askers share one call. @throws CallRejected */
export function loadRooms(): Promise<void> {
  roomsTold ??= new Map();
  roomsLoading ??= call("room:list", {})
    .then(({ rooms }) => {
      const told = roomsTold ?? new Map<string, RoomChanged>();
      const entries = rooms.map((room) => [room.id, withTold(room, told.get(room.id))] as const);
      conversationsStore.setState({ rooms: Object.fromEntries(entries) });
    })
    .finally(() => {
      roomsTold = null;
      roomsLoading = null;
    });
  return roomsLoading;
}

function withTold<T extends object>(room: T, told: RoomChanged | undefined): T {
  if (!told) return room;
  const { roomId: _, ...frame } = told;
  return { ...room, ...frame };
}

/** A room's frame was told to everybody. A room that nobody here knew is new. */
export function roomChanged(body: RoomChanged): void {
  roomsTold?.set(body.roomId, body);
  const { roomId: id, ...frame } = body;
  conversationsStore.setState(({ rooms }) => {
    const known = rooms[id] ?? { id, members: 0, lastActivityAt: null };
    return { rooms: { ...rooms, [id]: { ...known, ...frame } } };
  });
}

type MembershipFact = Extract<
  ChangeFact,
  { type: "member:joined" | "member:left" | "member:removed" | "room-role:set" }
>;
type Roles = Readonly<Record<string, RoomRole>>;

/** Facts on who is in a conversation and here, told while the list is fetched. */
interface Kept {
  changes: MembershipFact[];
  here: Map<string, boolean>;
  /** Not every change was told since the question: its answer is of no use. */
  void: boolean;
}

const keeping = new Map<string, Set<Kept>>();

/**
 * Begins to keep what is told of a conversation's people, before they are asked for.
 * @returns `install` for the answer, and `end`
 */
export function keepPresenceFacts(conversationId: string): {
  install(roles: Roles, here: readonly string[]): void;
  end(): void;
} {
  const kept: Kept = { changes: [], here: new Map(), void: false };
  const all = keeping.get(conversationId) ?? new Set();
  keeping.set(conversationId, all.add(kept));
  return {
    install: (answered, here) => {
      if (kept.void) return;
      const roles = kept.changes.reduce(withMembership, answered);
      const present = new Set(here);
      for (const [userId, isHere] of kept.here) {
        if (isHere) present.add(userId);
        else present.delete(userId);
      }
      conversationsStore.setState((state) => ({
        memberships: { ...state.memberships, [conversationId]: roles },
        here: { ...state.here, [conversationId]: [...present] },
      }));
    },
    end: () => {
      all.delete(kept);
      if (all.size === 0) keeping.delete(conversationId);
    },
  };
}

/** Forgets who is in a conversation and here, and whatever answer is under way about it. */
export function forgetPeople(conversationId: string): void {
  for (const kept of keeping.get(conversationId) ?? []) kept.void = true;
  conversationsStore.setState(({ memberships, here }) => {
    const { [conversationId]: _roles, ...otherMemberships } = memberships;
    const { [conversationId]: _here, ...otherHere } = here;
    return { memberships: otherMemberships, here: otherHere };
  });
}

/** @returns whether the members of a conversation are held or being fetched */
export function holdsMembers(conversationId: string): boolean {
  return keeping.has(conversationId) || conversationId in conversationsStore.getState().memberships;
}

/** @returns whether an answer about a conversation's people is under way and will be good */
export function isLoadingPeople(conversationId: string): boolean {
  return [...(keeping.get(conversationId) ?? [])].some((kept) => !kept.void);
}

export function membershipChanged(fact: MembershipFact): void {
  for (const kept of keeping.get(fact.stream) ?? []) kept.changes.push(fact);
  conversationsStore.setState(({ memberships }) => {
    const known = memberships[fact.stream];
    return known ? { memberships: { ...memberships, [fact.stream]: withMembership(known, fact) } } : {};
  });
}

export function presenceChanged(conversationId: string, userId: string, isHere: boolean): void {
  for (const kept of keeping.get(conversationId) ?? []) kept.here.set(userId, isHere);
  conversationsStore.setState(({ here }) => {
    const known = here[conversationId] ?? [];
    if (known.includes(userId) === isHere) return {};
    const next = isHere ? [...known, userId] : known.filter((id) => id !== userId);
    return { here: { ...here, [conversationId]: next } };
  });
}

function withMembership(roles: Roles, fact: MembershipFact): Roles {
  switch (fact.type) {
    case "member:joined":
      return { ...roles, [fact.body.member.id]: fact.body.roomRole };
    case "room-role:set":
      return fact.body.userId in roles ? { ...roles, [fact.body.userId]: fact.body.roomRole } : roles;
    case "member:left":
    case "member:removed": {
      const { [fact.body.userId]: _, ...rest } = roles;
      return rest;
    }
    default:
      return unknownFact(roles, fact);
  }
}

function unknownFact(roles: Roles, _fact: never): Roles {
  return roles;
}
