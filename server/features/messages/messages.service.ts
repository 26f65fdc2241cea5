import mongoose from "mongoose";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { type CommunityRole, type Member, roleReaches } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { CallError } from "../../platform/errors.ts";
import type { Access } from "../conversations/access.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import type { Members } from "../members/members.service.ts";
import { MessageModel, messageView, type StoredMessage } from "./messages.model.ts";

const { trusted } = mongoose;

interface Posted {
  id: string;
  seq: number;
  rev: number;
  at: number;
  dup: boolean;
}

interface Page {
  messages: Message[];
  members: Member[];
  rev: number;
  hasOlder: boolean;
  hasNewer: boolean;
}

export interface PageRange {
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
}

export interface Messages {
  post(input: { actorId: string; conversationId: string; clientId: string; text: string }): Promise<Posted>;
  remove(input: Removal): Promise<{ rev: number; dup: boolean }>;
  page(viewerId: string, conversationId: string, range: PageRange): Promise<Page>;
  /** Messages of a conversation without any check of access: for a request that its recipient opens. */
  opening(conversationId: string): Promise<Message[]>;
  unreadSeqs(conversationId: string, viewerId: string, afterSeq: number): Promise<number[]>;
}

interface Removal {
  actorId: string;
  role: CommunityRole;
  conversationId: string;
  messageId: string;
  clientId: string;
  reason: string;
}

interface MessagesOptions {
  log: ChangeLog;
  access: Access;
  members: Members;
  /** @returns those of `memberIds` who block the author */
  blockersAmong: (authorId: string, memberIds: Iterable<string>) => string[];
}

export function createMessages({ log, access, members, blockersAmong }: MessagesOptions): Messages {
  const find = async (conversationId: string, range: object, order: 1 | -1) =>
    MessageModel.find({ conversationId, ...range })
      .sort({ seq: order })
      .limit(LIMITS.pageSize + 1)
      .lean<StoredMessage[]>();

  /** A page and whether more lies beyond it on the side that it was read towards. */
  const cut = (found: StoredMessage[]) => ({
    rows: found.slice(0, LIMITS.pageSize),
    more: found.length > LIMITS.pageSize,
  });

  const read = async (conversationId: string, { before, after, around }: PageRange) => {
    if (after !== undefined) {
      const { rows, more } = cut(await find(conversationId, { seq: trusted({ $gt: after }) }, 1));
      return { rows, hasOlder: after > 0, hasNewer: more };
    }
    if (around !== undefined) {
      const half = Math.floor(LIMITS.pageSize / 2);
      const [older, newer] = await Promise.all([
        find(conversationId, { seq: trusted({ $lt: around }) }, -1),
        find(conversationId, { seq: trusted({ $gte: around }) }, 1),
      ]);
      const rows = [...older.slice(0, half).reverse(), ...newer.slice(0, half)];
      return { rows, hasOlder: older.length > half, hasNewer: newer.length > half };
    }
    const { rows, more } = cut(
      await find(conversationId, before === undefined ? {} : { seq: trusted({ $lt: before }) }, -1),
    );
    return { rows: rows.reverse(), hasOlder: more, hasNewer: before !== undefined };
  };

  return {
    post: async ({ actorId, conversationId, clientId, text }) => {
      // Nothing may be awaited before the append: it keeps a sender's messages in the order in which they came.
      const id = newId();
      const { change, dup } = await log.append<ConversationState>({
        stream: conversationId,
        actorId,
        clientId,
        asked: ["message:post", text],
        decide: (state) => {
          access.assertPoster(state, actorId);
          const direct = state.kind === "direct" ? [...state.members.keys()] : [];
          // Both ways: she who blocks cannot write either; she who is blocked can, into the void, and is not told.
          const withheldFrom = blockersAmong(actorId, direct);
          for (const otherId of direct) {
            if (otherId !== actorId && blockersAmong(otherId, [actorId]).length > 0) throw new CallError("BLOCKED");
          }
          return { type: "message:posted", body: { id, seq: state.seq + 1, text, withheldFrom, deleted: "no" } };
        },
      });
      const posted = bodyOf(change, "message:posted");
      return { id: posted.id, seq: posted.seq, rev: change.rev, at: change.at.getTime(), dup };
    },

    remove: async ({ actorId, role, conversationId, messageId, clientId, reason }) => {
      await log.settled(conversationId);
      const stored = await MessageModel.findOne({ _id: messageId, conversationId }).lean<StoredMessage>();
      const moderates = (state: ConversationState) =>
        state.kind === "room" &&
        (roleReaches(role, "moderator") ||
          (access.isParticipant(state, actorId) && state.members.get(actorId)?.roomRole === "moderator"));
      const { change, dup } = await log.append<ConversationState>({
        stream: conversationId,
        actorId,
        clientId,
        asked: ["message:delete", messageId, reason],
        decide: (state) => {
          if (!moderates(state)) access.assertParticipant(state, actorId);
          if (!stored || stored.withheldFrom.includes(actorId)) throw new CallError("NOT_FOUND");
          const own = stored.authorId === actorId;
          if (!own && !moderates(state)) throw new CallError("DENIED");
          const by = own ? "by-author" : "by-moderation";
          const { seq, rev: postedRev, authorId } = stored;
          return { type: "message:deleted", body: { messageId, seq, postedRev, by, authorId, reason } };
        },
      });
      await log.follow(change);
      await log.settled(conversationId);
      return { rev: change.rev, dup };
    },

    page: async (viewerId, conversationId, range) => {
      await log.settled(conversationId);
      const { rev } = await access.participant(viewerId, conversationId);
      const { rows, hasOlder, hasNewer } = await read(conversationId, range);
      const visible = rows.filter(({ withheldFrom }) => !withheldFrom.includes(viewerId));
      return {
        messages: visible.map(messageView),
        members: await members.getMembers([...new Set(visible.map(({ authorId }) => authorId))]),
        rev,
        hasOlder,
        hasNewer,
      };
    },

    opening: async (conversationId) => {
      await log.settled(conversationId);
      return (await find(conversationId, {}, 1)).map(messageView);
    },

    unreadSeqs: async (conversationId, viewerId, afterSeq) => {
      const rows = await MessageModel.find({
        conversationId,
        seq: trusted({ $gt: afterSeq }),
        authorId: trusted({ $ne: viewerId }),
        deleted: "no",
        withheldFrom: trusted({ $ne: viewerId }),
      })
        .sort({ seq: -1 })
        .limit(LIMITS.unreadShown)
        .select({ seq: 1 })
        .lean<{ seq: number }[]>();
      return rows.map(({ seq }) => seq).reverse();
    },
  };
}
