import mongoose from "mongoose";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { ownerOf, type UserState } from "../members/user-stream.ts";
import { BookmarkModel, DraftModel, ThreadMarkModel } from "./desk.model.ts";

const { trusted } = mongoose;

/** Bodies of the changes of a person's stream that this feature writes. */
export interface DeskBodies {
  "bookmark:changed": { conversationId: string; messageId: string; on: boolean };
  /** An empty text: it was sent, or thrown away, or a newer one replaced it. */
  "draft:saved": { conversationId: string; threadId?: string; text: string };
  "thread:followed": { conversationId: string; threadId: string; on: boolean };
  "thread:read": { conversationId: string; threadId: string; seq: number };
}

function bodyOf<T extends keyof DeskBodies>(change: StoredChange, _type: T): DeskBodies[T] {
  return change.body as unknown as DeskBodies[T];
}

/** @returns the key of what a person has of a thing */
export function deskKey(userId: string, ...ids: (string | undefined)[]): string {
  return [userId, ...ids.filter((id) => id !== undefined)].join(" ");
}

/** What keeping, beginning to write and following mean: projections, and what her own tabs are told. */
export function declareDeskChanges({ types, log }: { types: TypedStream<UserState>; log: ChangeLog }): void {
  types.on("bookmark:changed", {
    project: async (change) => {
      const { conversationId, messageId, on } = bodyOf(change, "bookmark:changed");
      const userId = ownerOf(change.stream);
      const _id = deskKey(userId, messageId);
      await BookmarkModel.updateOne(
        { _id },
        { $setOnInsert: { userId, conversationId, messageId, at: change.at, rev: 0, on: false } },
        { upsert: true },
      );
      await BookmarkModel.updateOne(
        { _id, rev: trusted({ $lt: change.rev }) },
        { $set: { on, at: change.at, rev: change.rev } },
      );
    },
    fact: (change) => {
      const { messageId, on } = bodyOf(change, "bookmark:changed");
      return { type: "bookmark:changed", body: { messageId, on } };
    },
  });

  types.on("draft:saved", {
    project: (change) => projectDraft(log, change),
    fact: (change) => {
      const { conversationId, threadId, text } = bodyOf(change, "draft:saved");
      const place = { conversationId, ...(threadId !== undefined && { threadId }) };
      return { type: "draft:saved", body: { draft: { ...place, text, at: change.at.getTime() } } };
    },
  });

  types.on("thread:followed", {
    project: async (change) => {
      const { conversationId, threadId, on } = bodyOf(change, "thread:followed");
      const _id = await markOf(ownerOf(change.stream), { conversationId, threadId });
      await ThreadMarkModel.updateOne(
        { _id, $or: [{ followRev: null }, { followRev: trusted({ $lt: change.rev }) }] },
        { $set: { follows: on, followRev: change.rev } },
      );
    },
    fact: (change) => {
      const { threadId, on } = bodyOf(change, "thread:followed");
      return { type: "thread:followed", body: { threadId, on } };
    },
  });

  types.on("thread:read", {
    project: async (change) => {
      const { conversationId, threadId, seq } = bodyOf(change, "thread:read");
      const _id = await markOf(ownerOf(change.stream), { conversationId, threadId });
      await ThreadMarkModel.updateOne({ _id }, { $max: { readSeq: seq } });
    },
    fact: (change) => {
      const { threadId, seq } = bodyOf(change, "thread:read");
      return { type: "thread:read", body: { threadId, seq } };
    },
  });
}

/** The words of the draft before go from the log: only the last ones are kept anywhere. */
async function projectDraft(log: ChangeLog, change: StoredChange): Promise<void> {
  const { conversationId, threadId, text } = bodyOf(change, "draft:saved");
  const userId = ownerOf(change.stream);
  const _id = deskKey(userId, conversationId, threadId);
  const before = await DraftModel.findById(_id).lean();
  if ((before?.rev ?? 0) >= change.rev) return;
  const place = { userId, conversationId, ...(threadId !== undefined && { threadId }) };
  if (before && before.text !== "") {
    const { userId: _, ...body } = place;
    await log.scrub(change.stream, before.rev, { ...body, text: "" });
  }
  await DraftModel.updateOne({ _id }, { $set: { ...place, text, at: change.at, rev: change.rev } }, { upsert: true });
}

async function markOf(userId: string, place: { conversationId: string; threadId: string }): Promise<string> {
  const _id = deskKey(userId, place.threadId);
  await ThreadMarkModel.updateOne({ _id }, { $setOnInsert: { userId, ...place, readSeq: 0 } }, { upsert: true });
  return _id;
}
