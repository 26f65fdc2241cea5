import mongoose from "mongoose";
import type { Message } from "../../../shared/messages.ts";
import { MessageModel, messageView, type StoredMessage } from "./messages.model.ts";

const { trusted } = mongoose;

/** Messages that are read from the store at once, where all are. */
const PART = 500;

/** A message as it stands now, for those who find it by its words. */
export interface Standing {
  id: string;
  conversationId: string;
  authorId: string;
  seq: number;
  rev: number;
  at: Date;
  text: string;
  photos?: Message["photos"];
  question?: Message["question"];
  deleted: Message["deleted"];
}

/** What those who find messages otherwise than by their place are lent of them. */
export interface MessageFinder {
  /** Those of the messages that the viewer sees, as she sees them, without any check of access to their conversations. */
  seen(viewerId: string, messageIds: readonly string[]): Promise<Map<string, Message>>;
  /** @returns those of the messages that are there and not deleted */
  standing(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Every message, in parts. */
  everyStanding(): AsyncIterable<Standing[]>;
}

/** @returns what is found of a message */
export function standingOf(stored: StoredMessage): Standing {
  const { _id: id, conversationId, authorId, seq, rev, changedRev, at, text, photos, question, deleted } = stored;
  return { id, conversationId, authorId, seq, rev: changedRev ?? rev, at, text, photos, question, deleted };
}

export function createMessageFinder(): MessageFinder {
  return {
    seen: async (viewerId, messageIds) => {
      const stored = await MessageModel.find({ _id: trusted({ $in: [...messageIds] }), deleted: "no" }).lean<
        StoredMessage[]
      >();
      const visible = stored.filter(({ withheldFrom }) => !withheldFrom.includes(viewerId));
      return new Map(visible.map((one) => [one._id, messageView(one, viewerId)]));
    },
    standing: async (messageIds) => {
      const found = await MessageModel.find({ _id: trusted({ $in: [...messageIds] }), deleted: "no" })
        .select({ _id: 1 })
        .lean<{ _id: string }[]>();
      return new Set(found.map(({ _id }) => _id));
    },
    everyStanding: async function* () {
      for (let after = ""; ; ) {
        const part = await MessageModel.find({ _id: trusted({ $gt: after }) })
          .sort({ _id: 1 })
          .limit(PART)
          .lean<StoredMessage[]>();
        const last = part.at(-1);
        if (!last) return;
        yield part.map(standingOf);
        after = last._id;
      }
    },
  };
}
