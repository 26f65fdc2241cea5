import { useMemo } from "react";
import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";
import {
  type ConversationSummary,
  type DirectSummary,
  type RequestCard,
  type Room,
  type RoomSummary,
  THEMES,
  type Theme,
} from "../../../shared/conversations.ts";
import type { Member, RoomRole } from "../../../shared/members.ts";
import type { Level } from "../../../shared/preferences.ts";
import { levelOf, type PreferencesState, preferencesStore, usePreferences } from "../desk/preferences.store.ts";
import { membersStore } from "../members/members.store.ts";
import { type HeldConversation, unreadCount } from "./summary.ts";

export interface ConversationsState {
  /** False until the list was fetched or restored: an empty list is not yet « none ». */
  listed: boolean;
  /** All rooms, joined or not. For joined ones `held` is truer. */
  rooms: Readonly<Record<string, Room>>;
  held: Readonly<Record<string, HeldConversation>>;
  requests: Readonly<Record<string, RequestCard>>;
  /** Who is in it, by conversation: role by member id. Absent until fetched. */
  memberships: Readonly<Record<string, Readonly<Record<string, RoomRole>>>>;
  here: Readonly<Record<string, readonly string[]>>;
  typing: Readonly<Record<string, readonly string[]>>;
  /** The conversation on the screen. */
  visible: string | null;
}

export const NO_CONVERSATIONS: ConversationsState = {
  listed: false,
  rooms: {},
  held: {},
  requests: {},
  memberships: {},
  here: {},
  typing: {},
  visible: null,
};

export const conversationsStore = create<ConversationsState>()(() => NO_CONVERSATIONS);

/** A room in the list. `unread` 100 stands for « 99+ ». */
export interface RoomEntry {
  room: Room;
  joined: boolean;
  unread: number;
  summary: RoomSummary | null;
  /** What I want to be told of it. */
  level: Level;
}

const NOBODY: readonly string[] = [];

/** @returns every theme that has rooms, in the order of THEMES; in each, open rooms by name, then archived ones */
export function useRoomsByTheme(): { theme: Theme; rooms: RoomEntry[] }[] {
  const { rooms, held } = conversationsStore(useShallow((state) => ({ rooms: state.rooms, held: state.held })));
  const preferences = usePreferences();
  return useMemo(() => roomsByTheme(rooms, held, preferences), [rooms, held, preferences]);
}

export function roomsByTheme(
  rooms: ConversationsState["rooms"],
  held: ConversationsState["held"],
  preferences: PreferencesState["preferences"] = {},
): { theme: Theme; rooms: RoomEntry[] }[] {
  const entries = new Map<string, RoomEntry>();
  for (const room of Object.values(rooms)) {
    entries.set(room.id, { room, joined: false, unread: 0, summary: null, level: "all" });
  }
  for (const one of Object.values(held)) {
    const { summary } = one;
    if (summary.kind !== "room") continue;
    const level = levelOf(preferences, summary.id);
    entries.set(summary.id, { room: summary.room, joined: true, unread: unreadCount(one, level), summary, level });
  }
  const sorted = [...entries.values()].toSorted(
    (a, b) => Number(a.room.archived) - Number(b.room.archived) || a.room.name.localeCompare(b.room.name, "fr"),
  );
  return THEMES.map((theme) => ({ theme, rooms: sorted.filter(({ room }) => room.theme === theme) })).filter(
    (group) => group.rooms.length > 0,
  );
}

/** @returns private conversations, those with the newest message first */
export function useDirects(): DirectSummary[] {
  const held = conversationsStore((state) => state.held);
  return useMemo(
    () =>
      Object.values(held)
        .flatMap(({ summary }) => (summary.kind === "direct" ? [summary] : []))
        .toSorted((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0)),
    [held],
  );
}

/** @returns requests that wait for my answer, newest first */
export function useRequests(): RequestCard[] {
  const requests = conversationsStore((state) => state.requests);
  return useMemo(() => Object.values(requests).toSorted((a, b) => b.at - a.at), [requests]);
}

export function useConversation(id: string): ConversationSummary | undefined {
  return conversationsStore((state) => state.held[id]?.summary);
}

/** @returns unread messages of one conversation; 100 stands for « 99+ » */
export function useUnread(id: string): number {
  const level = preferencesStore(({ preferences }) => levelOf(preferences, id));
  return conversationsStore((state) => {
    const held = state.held[id];
    return held ? unreadCount(held, level) : 0;
  });
}

/** @returns unread messages of everything that I am in, and requests that wait */
export function useUnreadTotal(): number {
  const preferences = usePreferences();
  return conversationsStore(
    (state) =>
      Object.values(state.held).reduce((sum, held) => sum + shownUnread(held, preferences), 0) +
      Object.keys(state.requests).length,
  );
}

/** @returns how many private conversations have something to read */
export function useUnreadDirects(): number {
  const preferences = usePreferences();
  return conversationsStore(
    ({ held }) =>
      Object.values(held).filter((one) => one.summary.kind === "direct" && shownUnread(one, preferences) > 0).length,
  );
}

function shownUnread(held: HeldConversation, preferences: PreferencesState["preferences"]): number {
  return unreadCount(held, levelOf(preferences, held.summary.id));
}

/** @returns false until the list of conversations was fetched or restored from the last visit */
export function useConversationsListed(): boolean {
  return conversationsStore((state) => state.listed);
}

/** @returns ids of those who are connected now */
export function useHere(id: string): readonly string[] {
  return conversationsStore((state) => state.here[id] ?? NOBODY);
}

/** @returns ids of those who are writing now; each expires by itself */
export function useTyping(id: string): readonly string[] {
  return conversationsStore((state) => state.typing[id] ?? NOBODY);
}

/** @returns who is in a conversation, as far as it is known now */
export function membersOf(id: string): Member[] {
  const { members } = membersStore.getState();
  const { memberships, held } = conversationsStore.getState();
  const summary = held[id]?.summary;
  const here = Object.keys(memberships[id] ?? {}).flatMap((userId) => members[userId] ?? []);
  return here.length === 0 && summary?.kind === "direct" ? [summary.with] : here;
}

/** @returns members in order of name; empty until they were fetched */
export function useConversationMembers(id: string): (Member & { roomRole: RoomRole })[] {
  const roles = conversationsStore((state) => state.memberships[id]);
  const members = membersStore((state) => state.members);
  return useMemo(
    () =>
      Object.entries(roles ?? {})
        .flatMap(([userId, roomRole]) => {
          const member = members[userId];
          return member ? [{ ...member, roomRole }] : [];
        })
        .toSorted((a, b) => a.displayName.localeCompare(b.displayName, "fr")),
    [roles, members],
  );
}
