import type { RequestReason, Theme } from "../../../shared/conversations.ts";
import { isInForce, type RoomRole } from "../../../shared/members.ts";
import type { Message, MessageRef, Reaction } from "../../../shared/messages.ts";
import type { Photo } from "../../../shared/photos.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import { ConversationModel, type HeldSanction, type Membership, MembershipModel } from "./conversations.model.ts";

/** What authorisation needs to know of a conversation at one revision of its log. Immutable. */
export interface ConversationState {
  readonly id: string;
  /** Null: nothing was ever opened under this id. */
  readonly kind: "room" | "direct" | null;
  readonly name: string;
  readonly theme: Theme | null;
  readonly description: string;
  readonly archived: boolean;
  /** Place of the newest message. */
  readonly seq: number;
  readonly lastActivityAt: number | null;
  /** Revision of the last deletion: what was read of a message before it may not stand any more. */
  readonly deletedRev: number;
  /** The messages that were deleted last while this was known here: one that is being deleted may have been just now. */
  readonly deletedLately: readonly string[];
  readonly requesterId: string | null;
  readonly reason: RequestReason | null;
  readonly openedAt: number;
  readonly members: ReadonlyMap<string, Membership>;
}

/** What a message says, at one time. */
export type Words = Pick<Message, "text" | "mentions" | "mentionsAll" | "warning">;

/** Bodies of the changes that the state is folded from, as they are stored. */
export interface ConversationBodies {
  "conversation:opened": {
    kind: "room" | "direct";
    name: string;
    theme: Theme | null;
    description: string;
    requesterId: string | null;
    reason: RequestReason | null;
    members: Membership[];
  };
  "room:renamed": { name: string; before: string };
  "room:described": { description: string; before: string };
  "room:archived": Record<string, never>;
  "room:restored": Record<string, never>;
  "member:joined": { userId: string; roomRole: RoomRole; sanctions: HeldSanction[] };
  "member:left": { userId: string };
  "room-role:set": { userId: string; roomRole: RoomRole };
  "sanction:applied": { userId: string; sanction: HeldSanction };
  "sanction:released": { userId: string; sanctionId: string };
  "message:posted": {
    id: string;
    seq: number;
    withheldFrom: string[];
    deleted: "no" | "by-author" | "by-moderation";
    replyTo?: string | null;
    question?: "open";
    forward?: MessageRef;
    photos?: Photo[];
    threadId?: string;
  } & Words;
  /** An empty text: the message was deleted since. */
  "message:edited": { messageId: string; seq: number; withheldFrom: string[] } & Words;
  "message:pinned": { messageId: string; seq: number; on: boolean };
  "message:resolved": { messageId: string; seq: number; on: boolean };
  "message:reacted": { messageId: string; seq: number; reaction: Reaction; on: boolean; withheldFrom: string[] };
  "message:deleted": {
    messageId: string;
    seq: number;
    postedRev: number;
    by: "by-author" | "by-moderation";
    threadId?: string;
  };
  "request:accepted": { userId: string };
}

export type ConversationChangeType = keyof ConversationBodies;

/** @returns the body of a stored change as its type promises. */
export function bodyOf<T extends ConversationChangeType>(change: StoredChange, _type: T): ConversationBodies[T] {
  return change.body as unknown as ConversationBodies[T];
}

const DELETED_LATELY = 64;

const EMPTY = {
  kind: null,
  name: "",
  theme: null,
  description: "",
  archived: false,
  seq: 0,
  lastActivityAt: null,
  deletedRev: 0,
  deletedLately: [],
  requesterId: null,
  reason: null,
  openedAt: 0,
} as const;

/** Reads the state that the projections hold. */
export async function loadConversationState(id: string): Promise<ConversationState> {
  const [conversation, memberships] = await Promise.all([
    ConversationModel.findById(id).lean(),
    MembershipModel.find({ conversationId: id }).lean(),
  ]);
  if (!conversation) return { id, ...EMPTY, members: new Map() };
  return {
    id,
    kind: conversation.kind,
    name: conversation.name,
    theme: conversation.theme,
    description: conversation.description,
    archived: conversation.archived,
    seq: conversation.seq,
    lastActivityAt: conversation.lastActivityAt?.getTime() ?? null,
    deletedRev: conversation.deletedRev ?? 0,
    deletedLately: [],
    requesterId: conversation.requesterId,
    reason: conversation.reason,
    openedAt: conversation.openedAt.getTime(),
    members: new Map(
      memberships.map(({ userId, roomRole, presence, sanctions }) => [
        userId,
        {
          userId,
          roomRole,
          presence,
          sanctions: sanctions.map(({ id, kind, until }) => ({ id, kind, until: until ?? null })),
        },
      ]),
    ),
  };
}

const NOBODY: Omit<Membership, "userId"> = { roomRole: "member", presence: "left", sanctions: [] };

function withMember(state: ConversationState, userId: string, patch: Partial<Membership>): ConversationState {
  const members = new Map(state.members);
  members.set(userId, { ...NOBODY, ...members.get(userId), ...patch, userId });
  return { ...state, members };
}

function withoutSanction(sanctions: HeldSanction[], id: string): HeldSanction[] {
  return sanctions.filter((held) => held.id !== id);
}

/** @returns the state after a change; folding it twice changes nothing more. */
export function foldConversation(state: ConversationState, change: StoredChange): ConversationState {
  const type = change.type as ConversationChangeType;
  switch (type) {
    case "conversation:opened": {
      const { members, ...opened } = bodyOf(change, type);
      const at = change.at.getTime();
      return { ...state, ...opened, openedAt: at, members: new Map(members.map((one) => [one.userId, one])) };
    }
    case "room:renamed":
      return { ...state, name: bodyOf(change, type).name };
    case "room:described":
      return { ...state, description: bodyOf(change, type).description };
    case "room:archived":
      return { ...state, archived: true };
    case "room:restored":
      return { ...state, archived: false };
    case "member:joined": {
      const { userId, roomRole, sanctions } = bodyOf(change, type);
      return withMember(state, userId, { presence: "joined", roomRole, sanctions });
    }
    case "member:left":
      return withMember(state, bodyOf(change, type).userId, { presence: "left", roomRole: "member" });
    case "room-role:set": {
      const { userId, roomRole } = bodyOf(change, type);
      return withMember(state, userId, { roomRole });
    }
    case "sanction:applied": {
      const { userId, sanction } = bodyOf(change, type);
      const held = state.members.get(userId)?.sanctions ?? [];
      return withMember(state, userId, { sanctions: [...withoutSanction(held, sanction.id), sanction] });
    }
    case "sanction:released": {
      const { userId, sanctionId } = bodyOf(change, type);
      const held = state.members.get(userId)?.sanctions ?? [];
      return withMember(state, userId, { sanctions: withoutSanction(held, sanctionId) });
    }
    case "message:posted":
      return { ...state, seq: Math.max(state.seq, bodyOf(change, type).seq), lastActivityAt: change.at.getTime() };
    case "message:edited":
    case "message:reacted":
    case "message:pinned":
    case "message:resolved":
      return state;
    case "message:deleted":
      return {
        ...state,
        deletedRev: change.rev,
        deletedLately: [...state.deletedLately, bodyOf(change, type).messageId].slice(-DELETED_LATELY),
      };
    case "request:accepted":
      return withMember(state, bodyOf(change, type).userId, { presence: "joined" });
    default:
      return unknownType(state, type);
  }
}

/** A type that a newer version wrote: its rev counts, its meaning is not known here. */
function unknownType(state: ConversationState, _type: never): ConversationState {
  return state;
}

/** @returns the sanction of that kind in force that lasts longest, or undefined. */
export function sanctionInForce(
  membership: Membership | undefined,
  kind: "mute" | "ban",
  now: number,
): HeldSanction | undefined {
  const inForce = (membership?.sanctions ?? []).filter((held) => held.kind === kind && isInForce(held, now));
  return inForce.toSorted((a, b) => (b.until ?? Number.POSITIVE_INFINITY) - (a.until ?? Number.POSITIVE_INFINITY))[0];
}
