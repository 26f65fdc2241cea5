import { create } from "zustand";
import type { Member } from "../../../shared/members.ts";

interface MembersState {
  members: Readonly<Record<string, Member>>;
  blocked: ReadonlySet<string>;
}

const EMPTY: MembersState = { members: {}, blocked: new Set() };

export const membersStore = create<MembersState>()(() => EMPTY);

/** @returns what is known of a member; undefined while nothing is */
export function useMember(id: string): Member | undefined {
  return membersStore((state) => state.members[id]);
}

/** @returns a member's name, the empty text while it is not known */
export function useMemberName(id: string): string {
  return membersStore((state) => state.members[id]?.displayName ?? "");
}

/** @returns ids of the people whom I block: their messages in rooms are kept, and may be shown folded */
export function useBlocked(): ReadonlySet<string> {
  return membersStore((state) => state.blocked);
}

/** Takes in what an answer or a fact tells of members. */
export function learnMembers(members: readonly Member[]): void {
  membersStore.setState((state) => {
    const news = members.filter((member) => !same(state.members[member.id], member));
    if (news.length === 0) return state;
    return { members: { ...state.members, ...Object.fromEntries(news.map((member) => [member.id, member])) } };
  });
}

export function setBlocked(ids: Iterable<string>): void {
  membersStore.setState({ blocked: new Set(ids) });
}

export function clearMembers(): void {
  membersStore.setState(EMPTY, true);
}

function same(known: Member | undefined, member: Member): boolean {
  return known?.displayName === member.displayName && known.role === member.role;
}
