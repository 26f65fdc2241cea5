import mongoose from "mongoose";
import type { Bookmark, Draft } from "../../../shared/desk.ts";
import { userStream } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Member } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { CallError } from "../../platform/errors.ts";
import type { Access } from "../conversations/access.ts";
import type { UserState } from "../members/user-stream.ts";
import type { DeskBodies } from "./desk.facts.ts";
import { BookmarkModel, DraftModel } from "./desk.model.ts";

const { trusted } = mongoose;

interface Done {
  rev: number;
  dup: boolean;
}

interface Act {
  userId: string;
  clientId: string;
}

export interface Desk {
  show(userId: string): Promise<{ bookmarks: string[]; drafts: Draft[] }>;
  /** @throws CallError NOT_FOUND, LIMIT_REACHED, IDEMPOTENCY_MISMATCH */
  setBookmark(act: Act & DeskBodies["bookmark:changed"]): Promise<Done>;
  bookmarks(
    userId: string,
    before?: number,
  ): Promise<{ bookmarks: Bookmark[]; members: Member[]; before: number | null }>;
  /** @throws CallError NOT_FOUND, LIMIT_REACHED, IDEMPOTENCY_MISMATCH */
  saveDraft(act: Act & DeskBodies["draft:saved"]): Promise<Done>;
  /** @throws CallError NOT_FOUND, IDEMPOTENCY_MISMATCH */
  followThread(act: Act & DeskBodies["thread:followed"]): Promise<Done>;
  /** @throws CallError NOT_FOUND, IDEMPOTENCY_MISMATCH */
  readThread(act: Act & DeskBodies["thread:read"]): Promise<Done>;
}

export interface DeskOptions {
  log: ChangeLog;
  access: Pick<Access, "participant">;
  /** One message through the viewer's own access. @throws CallError NOT_FOUND */
  show: (
    viewerId: string,
    at: { conversationId: string; messageId: string },
  ) => Promise<{ message: Message; author: Member | null }>;
}

export function createDesk({ log, access, show }: DeskOptions): Desk {
  const append = async <T extends keyof DeskBodies>({ userId, clientId }: Act, type: T, body: DeskBodies[T]) => {
    const stream = userStream(userId);
    const { change, dup } = await log.append<UserState>({
      stream,
      actorId: userId,
      clientId,
      asked: [type, body],
      decide: () => ({ type, body: body as unknown as Record<string, unknown> }),
    });
    await log.settled(stream);
    return { rev: change.rev, dup };
  };

  /** The message as she may read it, or null. */
  const shown = async (userId: string, at: { conversationId: string; messageId: string }) => {
    try {
      return await show(userId, at);
    } catch (error) {
      if (error instanceof CallError && error.code === "NOT_FOUND") return null;
      throw error;
    }
  };

  return {
    show: async (userId) => {
      const stream = userStream(userId);
      await log.settled(stream);
      const [bookmarks, drafts] = await Promise.all([
        BookmarkModel.find({ userId, on: true }).sort({ rev: -1 }).limit(LIMITS.bookmarks).lean(),
        DraftModel.find({ userId }).sort({ rev: -1 }).limit(LIMITS.drafts).lean(),
      ]);
      return {
        bookmarks: bookmarks.map(({ messageId }) => messageId),
        drafts: drafts
          .filter(({ text }) => text !== "")
          .map(({ conversationId, threadId, text, at }) => ({
            ...{ conversationId, text, at: at.getTime() },
            ...(threadId !== undefined && { threadId }),
          })),
      };
    },

    setBookmark: async ({ userId, clientId, conversationId, messageId, on }) => {
      if (on) {
        await show(userId, { conversationId, messageId });
        const held = await BookmarkModel.countDocuments({ userId, on: true });
        if (held >= LIMITS.bookmarks) throw new CallError("LIMIT_REACHED");
      }
      return append({ userId, clientId }, "bookmark:changed", { conversationId, messageId, on });
    },

    bookmarks: async (userId, before) => {
      await log.settled(userStream(userId));
      const range = before === undefined ? {} : { rev: trusted({ $lt: before }) };
      const found = await BookmarkModel.find({ userId, on: true, ...range })
        .sort({ rev: -1 })
        .limit(LIMITS.pageSize + 1)
        .lean();
      const rows = found.slice(0, LIMITS.pageSize);
      const read = await Promise.all(rows.map((row) => shown(userId, row)));
      const authors = new Map(read.flatMap((one) => (one?.author ? [[one.author.id, one.author] as const] : [])));
      return {
        bookmarks: rows.map(({ conversationId, messageId, at }, index) => ({
          ...{ conversationId, messageId, at: at.getTime() },
          message: read[index]?.message ?? null,
        })),
        members: [...authors.values()],
        before: found.length > rows.length ? (rows.at(-1)?.rev ?? null) : null,
      };
    },

    saveDraft: async ({ userId, clientId, ...draft }) => {
      await access.participant(userId, draft.conversationId);
      const held = draft.text === "" ? 0 : await DraftModel.countDocuments({ userId, text: trusted({ $ne: "" }) });
      if (held >= LIMITS.drafts) throw new CallError("LIMIT_REACHED");
      return append({ userId, clientId }, "draft:saved", draft);
    },

    followThread: async ({ userId, clientId, conversationId, threadId, on }) => {
      await show(userId, { conversationId, messageId: threadId });
      return append({ userId, clientId }, "thread:followed", { conversationId, threadId, on });
    },

    readThread: async ({ userId, clientId, conversationId, threadId, seq }) => {
      await show(userId, { conversationId, messageId: threadId });
      return append({ userId, clientId }, "thread:read", { conversationId, threadId, seq });
    },
  };
}
