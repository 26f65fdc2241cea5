import { communityRole } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { conversationsStore } from "../conversations/conversations.store.ts";
import { membersStore } from "../members/members.store.ts";
import type { AuditNames } from "./audit-sentence.ts";
import { moderationWords } from "./moderation.catalogue.ts";

/** Names of people, rooms and roles, for sentences about many of them. */
export function useNames(): AuditNames {
  const say = useWords(moderationWords);
  const members = membersStore((state) => state.members);
  const rooms = conversationsStore((state) => state.rooms);
  const held = conversationsStore((state) => state.held);
  const room = (id: string | null): string => {
    if (id === null) return say("unknownRoom");
    const summary = held[id]?.summary;
    const known = summary?.kind === "room" ? summary.room : rooms[id];
    return known?.name ?? say("directly");
  };
  return {
    person: (id) => (id === null ? undefined : members[id]?.displayName) ?? say("someone"),
    room,
    role: (role) => {
      const known = communityRole.safeParse(role);
      return known.success ? say(`role.${known.data}`) : (role ?? "");
    },
  };
}
