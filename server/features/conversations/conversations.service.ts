import { COMMUNITY_STREAM, userStream } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { type Member, type RoomRole, roleReaches } from "../../../shared/members.ts";
import type { Session } from "../../platform/calls.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { CallError } from "../../platform/errors.ts";
import type { Live } from "../../platform/live.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import type { BlockIndex } from "../members/blocks.ts";
import type { Members } from "../members/members.service.ts";
import type { UserState } from "../members/user-stream.ts";
import type { Access } from "./access.ts";
import type { ConversationState } from "./conversation-state.ts";
import { ConversationModel } from "./conversations.model.ts";
import { declareReadMarks } from "./read-marks.facts.ts";
import { createReadMarks, type ReadMarks } from "./read-marks.ts";
import { tellWhereabouts } from "./whereabouts.facts.ts";

export { bodyOf, type ConversationState, sanctionInForce, type Words } from "./conversation-state.ts";
export { projectMembership } from "./conversations.facts.ts";
export type { HeldSanction, Membership } from "./conversations.model.ts";

interface ChangesPage {
  changes: unknown[];
  head: number;
  more: boolean;
  reset: boolean;
}

export interface Conversations extends ReadMarks {
  /** @throws CallError NOT_FOUND */
  changes(session: Session, stream: string, after: number): Promise<ChangesPage>;
  /** Who is in it and who of them is here, without anybody who blocks the viewer among the latter. */
  members(
    viewerId: string,
    conversationId: string,
  ): Promise<{ members: (Member & { roomRole: RoomRole })[]; here: string[] }>;
  typing(userId: string, conversationId: string): Promise<void>;
  /** Makes the person's sockets follow every room that she is in: after a ban that ended by itself nothing else would. */
  followAgain(session: Session): Promise<void>;
  touch(conversationId: string, newest: { seq: number; at: Date }): Promise<void>;
  /** Notes the revision of the last deletion of a message. */
  noteDeletion(conversationId: string, rev: number): Promise<void>;
}

interface ConversationsOptions {
  log: ChangeLog;
  live: Live;
  access: Access;
  members: Members;
  blocks: BlockIndex;
  conversationTypes: TypedStream<ConversationState>;
  userTypes: TypedStream<UserState>;
  communityTypes: TypedStream<never>;
  /** Ids of the rooms that a person is in and not banned from. */
  roomsOf: (userId: string) => Promise<string[]>;
  /** Whether a person may follow a stream at this very moment. */
  mayFollow: (userId: string, stream: string) => boolean;
}

export function createConversations(options: ConversationsOptions): Conversations {
  const { log, live, access, members, blocks, conversationTypes, userTypes, communityTypes, roomsOf, mayFollow } =
    options;

  declareReadMarks(userTypes);
  const marks = createReadMarks({ log, access });

  /** Whose log it is decides who may read it: mine, the staff's, or a conversation's that I am in. */
  const typesFor = async ({ userId, role }: Session, stream: string): Promise<TypedStream<never>> => {
    if (stream === userStream(userId)) return userTypes as TypedStream<never>;
    if (stream === COMMUNITY_STREAM) {
      if (!roleReaches(role, "moderator")) throw new CallError("NOT_FOUND");
      return communityTypes;
    }
    if (stream.startsWith(userStream(""))) throw new CallError("NOT_FOUND");
    await access.participant(userId, stream);
    return conversationTypes as TypedStream<never>;
  };

  return {
    changes: async (session, stream, after) => {
      const types = await typesFor(session, stream);
      const { [stream]: head = 0 } = await log.heads([stream]);
      // A client ahead of the log has seen another history (a restored backup): it must fetch anew.
      if (head - after > LIMITS.changesBehindReset || after > head)
        return { changes: [], head, more: false, reset: true };
      const stored = await log.since(stream, after, LIMITS.changesPage);
      const changes = await Promise.all(stored.map((change) => types.toFact(change, session.userId)));
      return { changes, head, more: stored.length === LIMITS.changesPage, reset: false };
    },

    ...marks,

    members: async (viewerId, conversationId) => {
      const { state } = await access.participant(viewerId, conversationId);
      const present = [...state.members.values()].filter(({ userId }) => access.isParticipant(state, userId));
      const known = new Map(
        (await members.getMembers(present.map(({ userId }) => userId))).map((one) => [one.id, one]),
      );
      const connected =
        state.kind === "room"
          ? live.peopleFollowing(conversationId)
          : present.map(({ userId }) => userId).filter((userId) => live.isConnected(userId));
      return {
        members: present.flatMap(({ userId, roomRole }) => {
          const member = known.get(userId);
          return member ? [{ ...member, roomRole }] : [];
        }),
        here: connected.filter((userId) => known.has(userId) && !blocks.blocks(userId, viewerId)),
      };
    },

    typing: async (userId, conversationId) => {
      const { state } = await access.participant(userId, conversationId);
      access.assertPoster(state, userId);
      tellWhereabouts(live, blocks, { state, fact: { type: "typing:seen", body: { conversationId, userId } } });
    },

    followAgain: async ({ userId }) => {
      if (!live.isConnected(userId)) return;
      // Asked again one by one, and at once followed: a ban may have come while the rooms were being read.
      for (const id of await roomsOf(userId)) if (mayFollow(userId, id)) live.follow(userId, id);
    },

    touch: async (conversationId, { seq, at }) => {
      await ConversationModel.updateOne({ _id: conversationId }, { $max: { seq, lastActivityAt: at } });
    },
    noteDeletion: async (conversationId, rev) => {
      await ConversationModel.updateOne({ _id: conversationId }, { $max: { deletedRev: rev } });
    },
  };
}
