import mongoose from "mongoose";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { ownerOf, type UserState } from "../members/user-stream.ts";
import { placeKey, ReadMarkModel } from "./conversations.model.ts";

const { trusted } = mongoose;

/** Bodies of the changes of a person's stream that move her read marks. */
export interface ReadMarkBodies {
  /** Without a revision in logs of an earlier version, which knew nothing of going back. */
  "conversation:read": { conversationId: string; seq: number; unreadRev?: number };
  "conversation:marked-unread": { conversationId: string; readSeq: number };
}

function bodyOf<T extends keyof ReadMarkBodies>(change: StoredChange, _type: T): ReadMarkBodies[T] {
  return change.body as unknown as ReadMarkBodies[T];
}

/** @returns the key of her mark, which is there then */
async function markIn(change: StoredChange, conversationId: string): Promise<string> {
  const userId = ownerOf(change.stream);
  const _id = placeKey(conversationId, userId);
  await ReadMarkModel.updateOne(
    { _id },
    { $setOnInsert: { userId, conversationId, seq: 0, unreadRev: 0 } },
    { upsert: true },
  );
  return _id;
}

/** What reading and marking as unread mean. Each can be applied twice, also after the other. */
export function declareReadMarks(types: TypedStream<UserState>): void {
  types.on("conversation:read", {
    project: async (change) => {
      const { conversationId, seq, unreadRev = 0 } = bodyOf(change, "conversation:read");
      const _id = await markIn(change, conversationId);
      await ReadMarkModel.updateOne(
        { _id, $or: [{ unreadRev: null }, { unreadRev: trusted({ $lte: unreadRev }) }] },
        { $max: { seq } },
      );
    },
    fact: (change) => {
      const { conversationId, seq, unreadRev = 0 } = bodyOf(change, "conversation:read");
      return { type: "conversation:read", body: { conversationId, seq, unreadRev } };
    },
  });

  types.on("conversation:marked-unread", {
    project: async (change) => {
      const { conversationId, readSeq } = bodyOf(change, "conversation:marked-unread");
      const _id = await markIn(change, conversationId);
      await ReadMarkModel.updateOne(
        { _id, $or: [{ unreadRev: null }, { unreadRev: trusted({ $lt: change.rev }) }] },
        { $set: { seq: readSeq, unreadRev: change.rev } },
      );
    },
    fact: (change) => ({ type: "conversation:marked-unread", body: bodyOf(change, "conversation:marked-unread") }),
  });
}
