import mongoose from "mongoose";
import { LIMITS } from "../../../shared/limits.ts";
import type { Member } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import type { Access } from "../conversations/access.ts";
import type { Members } from "../members/members.service.ts";
import { MessageModel, messageView, type StoredMessage } from "./messages.model.ts";

const { trusted } = mongoose;

/** What is asked of threads across conversations. */
export interface ThreadReader {
  /** Those that a person began or wrote in, and those named, as far as she may read them; the last answered first. */
  threadsOf(userId: string, chosen: readonly string[]): Promise<{ roots: Message[]; members: Member[] }>;
  /** Places of answers of others after her own last one and after a place, at most LIMITS.unreadShown of the newest. */
  unreadIn(root: Message, viewerId: string, afterSeq: number): Promise<number[]>;
  /** Who wrote in a thread, its author first. */
  peopleOf(conversationId: string, threadId: string): Promise<string[]>;
}

export function createThreadReader({ access, members }: { access: Access; members: Members }): ThreadReader {
  /** Twice what is shown: some may be in places that she left. */
  const newest = (query: object) =>
    MessageModel.find({ ...query, thread: trusted({ $exists: true }) })
      .sort({ "thread.lastAt": -1 })
      .limit(LIMITS.threadsShown * 2)
      .lean<StoredMessage[]>();

  const mayRead = async (userId: string, conversationId: string) => {
    try {
      await access.participant(userId, conversationId);
      return true;
    } catch {
      return false;
    }
  };

  return {
    threadsOf: async (userId, chosen) => {
      const found = await Promise.all([
        newest({ "thread.people": userId }),
        newest({ authorId: userId }),
        chosen.length === 0 ? [] : newest({ _id: trusted({ $in: [...chosen] }) }),
      ]);
      const byId = new Map(found.flat().map((stored) => [stored._id, stored]));
      const places = [...new Set([...byId.values()].map(({ conversationId }) => conversationId))];
      const readable = new Set<string>();
      for (const id of places) if (await mayRead(userId, id)) readable.add(id);
      const roots = [...byId.values()]
        .filter(({ conversationId, withheldFrom }) => readable.has(conversationId) && !withheldFrom.includes(userId))
        .toSorted((a, b) => (b.thread?.lastAt ?? 0) - (a.thread?.lastAt ?? 0))
        .map((stored) => messageView(stored, userId));
      const named = roots.flatMap(({ authorId, thread }) => [authorId, ...(thread?.people ?? [])]);
      return { roots, members: await members.getMembers([...new Set(named)]) };
    },

    unreadIn: async ({ id: threadId, conversationId }, viewerId, afterSeq) => {
      const mine = await MessageModel.findOne({ threadId, conversationId, authorId: viewerId })
        .sort({ seq: -1 })
        .select({ seq: 1 })
        .lean<{ seq: number }>();
      const rows = await MessageModel.find({
        threadId,
        conversationId,
        seq: trusted({ $gt: Math.max(afterSeq, mine?.seq ?? 0) }),
        authorId: trusted({ $ne: viewerId }),
        deleted: "no",
      })
        .sort({ seq: -1 })
        .limit(LIMITS.unreadShown)
        .select({ seq: 1 })
        .lean<{ seq: number }[]>();
      return rows.map(({ seq }) => seq).reverse();
    },

    peopleOf: async (conversationId, threadId) => {
      const root = await MessageModel.findOne({ _id: threadId, conversationId }).lean<StoredMessage>();
      return root ? [...new Set([root.authorId, ...(root.thread?.people ?? [])])] : [];
    },
  };
}
