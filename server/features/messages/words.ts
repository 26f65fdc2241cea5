import { type Member, type RoomRole, roleReaches } from "../../../shared/members.ts";
import { callsEverybody, isNamedIn } from "../../../shared/mentions.ts";
import type { Mention } from "../../../shared/messages.ts";
import type { Access } from "../conversations/access.ts";
import type { ConversationState, Words } from "../conversations/conversations.service.ts";

/** What a person wrote, before it is known what of it holds. */
export interface Written {
  text: string;
  mentions?: readonly Mention[] | undefined;
  warning?: string | undefined;
}

interface Author {
  actorId: string;
  role: Member["role"];
}

/** @returns the object without what is undefined: in the log and in answers such a field is missing */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/**
 * What of the written words holds where they are written. A mention stands where its name stands in the text and its
 * person is there; nobody is called by what cannot be read. Only moderators of a room call everybody.
 */
export function wordsIn(
  { state, access }: { state: ConversationState; access: Pick<Access, "isParticipant"> },
  { text, mentions = [], warning }: Written,
  { actorId, role }: Author,
): Words {
  const standing = new Map<string, Mention>();
  for (const one of mentions) {
    if (isNamedIn(text, one.name) && access.isParticipant(state, one.userId)) standing.set(one.userId, one);
  }
  const roomRole: RoomRole = state.members.get(actorId)?.roomRole ?? "member";
  const mayCallAll = state.kind === "room" && (roomRole === "moderator" || roleReaches(role, "moderator"));
  return {
    text,
    ...given({
      mentions: standing.size === 0 ? undefined : [...standing.values()],
      mentionsAll: (mayCallAll && callsEverybody(text)) || undefined,
      warning,
    }),
  };
}
