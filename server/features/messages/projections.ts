import mongoose from "mongoose";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { bodyOf } from "../conversations/conversations.service.ts";
import { MessageModel, type StoredMessage, type StoredVersion } from "./messages.model.ts";

const { trusted } = mongoose;

/** Matches the message that a change is about, as long as that change is not in it. */
const before = (messageId: string, rev: number) => ({
  _id: messageId,
  deleted: "no" as const,
  // Messages of an earlier version have no such mark, and none of the changes that set it.
  $or: [{ changedRev: trusted({ $lt: rev }) }, { changedRev: null }],
});

/** Writes an edit into its message, once. One that lost against a deletion loses its text in the log too. */
export async function projectEdited(log: ChangeLog, change: StoredChange): Promise<void> {
  const { messageId, text, withheldFrom } = bodyOf(change, "message:edited");
  const stored = await MessageModel.findById(messageId).lean<StoredMessage>();
  if (stored?.deleted !== "no") {
    await log.scrub(change.stream, change.rev, { ...change.body, text: "" });
    return;
  }
  if ((stored.changedRev ?? 0) >= change.rev) return;
  const first: StoredVersion = { text: stored.text, at: stored.at, rev: stored.rev, withheldFrom: [] };
  const known = stored.versions ?? [];
  const edited: StoredVersion = { text, at: change.at, rev: change.rev, withheldFrom };
  await MessageModel.updateOne(before(messageId, change.rev), {
    $set: { text, changedRev: change.rev, versions: [...(known.length === 0 ? [first] : known), edited] },
  });
}

/** Adds a reaction to its message or takes it away, once. */
export async function projectReacted(change: StoredChange): Promise<void> {
  const { messageId, reaction, on, withheldFrom } = bodyOf(change, "message:reacted");
  const stored = await MessageModel.findById(messageId).lean<StoredMessage>();
  if (!stored) return;
  const others = (stored.reactions ?? []).filter((one) => one.userId !== change.actorId || one.reaction !== reaction);
  await MessageModel.updateOne(before(messageId, change.rev), {
    $set: {
      changedRev: change.rev,
      reactions: on ? [...others, { reaction, userId: change.actorId, withheldFrom }] : others,
    },
  });
}

/** Takes the words out of a message: its text, its earlier ones, its reactions, in the projection and in the log. */
export async function projectDeleted(log: ChangeLog, change: StoredChange): Promise<void> {
  const { messageId, postedRev, by } = bodyOf(change, "message:deleted");
  const stored = await MessageModel.findById(messageId).lean<StoredMessage>();
  if (stored && stored.deleted !== "no") {
    // Who deleted it first stands.
    await MessageModel.updateOne({ _id: messageId }, { $max: { changedRev: change.rev } });
    return;
  }
  for (const { rev } of stored?.versions ?? []) {
    const [edited] = await log.since(change.stream, rev - 1, 1);
    if (edited?.type === "message:edited") await log.scrub(change.stream, rev, { ...edited.body, text: "" });
  }
  const [posted] = await log.since(change.stream, postedRev - 1, 1);
  if (posted?.type === "message:posted") {
    await log.scrub(change.stream, postedRev, { ...posted.body, text: "", deleted: by });
  }
  await MessageModel.updateOne(
    { _id: messageId, deleted: "no" },
    { $set: { text: "", deleted: by, changedRev: change.rev, versions: [], reactions: [], replyTo: null } },
  );
}
