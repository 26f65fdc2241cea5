import mongoose from "mongoose";
import { LIMITS } from "../../../shared/limits.ts";
import { MessageModel, type StoredMessage, wordsFor } from "./messages.model.ts";

const { trusted } = mongoose;

/** Places of messages that somebody has not read. */
export interface UnreadPlaces {
  /** At most LIMITS.unreadShown of the newest. */
  unread: number[];
  /** Those of them that name her, or everybody. */
  mentioned: number[];
}

/** What is asked of messages that somebody has not read, without any check of access. */
export interface UnreadReader {
  unreadPlaces(conversationId: string, viewerId: string, afterSeq: number): Promise<UnreadPlaces>;
}

/** @returns whether a message counts as unread for her who has read up to a place */
function unreadAfter(conversationId: string, viewerId: string, afterSeq: number): object {
  return {
    conversationId,
    seq: trusted({ $gt: afterSeq }),
    authorId: trusted({ $ne: viewerId }),
    deleted: "no",
    threadId: null,
    withheldFrom: trusted({ $ne: viewerId }),
  };
}

function isNamed(stored: StoredMessage, viewerId: string): boolean {
  const { mentions, mentionsAll } = wordsFor(stored, viewerId);
  return mentionsAll === true || (mentions ?? []).some(({ userId }) => userId === viewerId);
}

export const unreadReader: UnreadReader = {
  unreadPlaces: async (conversationId, viewerId, afterSeq) => {
    const found = await MessageModel.find(unreadAfter(conversationId, viewerId, afterSeq))
      .sort({ seq: -1 })
      .limit(LIMITS.unreadShown)
      .select({ seq: 1, mentions: 1, mentionsAll: 1, versions: 1 })
      .lean<StoredMessage[]>();
    const rows = found.reverse();
    return {
      unread: rows.map(({ seq }) => seq),
      mentioned: rows.filter((row) => isNamed(row, viewerId)).map(({ seq }) => seq),
    };
  },
};
