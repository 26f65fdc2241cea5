import { userStream } from "../../../shared/ids.ts";
import { NOTHING_READ, type ReadMark } from "../../../shared/read-mark.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { UserState } from "../members/user-stream.ts";
import type { Access } from "./access.ts";
import { placeKey, ReadMarkModel } from "./conversations.model.ts";
import type { ReadMarkBodies } from "./read-marks.facts.ts";

interface Act {
  userId: string;
  conversationId: string;
  seq: number;
  clientId: string;
}

/** How far persons have read: a mark of each in each conversation, moved by changes of her own stream. */
export interface ReadMarks {
  /**
   * Moves the mark forward, unless something was marked as unread that she did not know of when she read.
   * @returns where it is now
   * @throws CallError NOT_FOUND, IDEMPOTENCY_MISMATCH
   */
  read(act: Act & { unreadRev?: number | undefined }): Promise<number>;
  /**
   * Moves the mark back before a place; where it is before that already, it stays.
   * @returns where it is now
   * @throws CallError NOT_FOUND, IDEMPOTENCY_MISMATCH
   */
  markUnread(act: Act): Promise<number>;
}

/** @returns how far she has read there, by what is projected */
export async function readMarkOf(userId: string, conversationId: string): Promise<ReadMark> {
  const mark = await ReadMarkModel.findById(placeKey(conversationId, userId)).lean();
  return mark ? { readSeq: mark.seq, unreadRev: mark.unreadRev ?? 0 } : NOTHING_READ;
}

export function createReadMarks({ log, access }: { log: ChangeLog; access: Access }): ReadMarks {
  const append = async <T extends keyof ReadMarkBodies>(act: Act, type: T, body: ReadMarkBodies[T]) => {
    const { userId, conversationId, seq, clientId } = act;
    const stream = userStream(userId);
    await log.append<UserState>({
      stream,
      actorId: userId,
      clientId,
      asked: [type, conversationId, seq],
      decide: () => ({ type, body: body as unknown as Record<string, unknown> }),
    });
    await log.settled(stream);
    return (await readMarkOf(userId, conversationId)).readSeq;
  };
  return {
    read: async ({ unreadRev, ...act }) => {
      const { userId, conversationId } = act;
      const { state } = await access.participant(userId, conversationId);
      await log.settled(userStream(userId));
      const reached = Math.min(act.seq, state.seq);
      const mark = await readMarkOf(userId, conversationId);
      const known = unreadRev ?? mark.unreadRev;
      if (mark.unreadRev > known || mark.readSeq >= reached) return mark.readSeq;
      // What nobody has marked yet is no later than what is: a client cannot read ahead of her own acts.
      const body = { conversationId, seq: reached, unreadRev: Math.min(known, mark.unreadRev) };
      return append(act, "conversation:read", body);
    },
    markUnread: async (act) => {
      const { userId, conversationId, seq } = act;
      const { state } = await access.participant(userId, conversationId);
      await log.settled(userStream(userId));
      const mark = await readMarkOf(userId, conversationId);
      // Written also where the mark lies before already: what was read before this must not move it any more.
      const readSeq = Math.min(mark.readSeq, seq - 1, state.seq);
      return append(act, "conversation:marked-unread", { conversationId, readSeq });
    },
  };
}
