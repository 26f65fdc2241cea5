import mongoose from "mongoose";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { bodyOf, type Words } from "../conversations/conversations.service.ts";
import { MessageModel, type StoredMessage, type StoredVersion } from "./messages.model.ts";
import { given } from "./words.ts";

const { trusted } = mongoose;

/** Matches the message that a change is about, as long as that change is not in it. */
const before = (messageId: string, rev: number) => ({
  _id: messageId,
  deleted: "no" as const,
  // Messages of an earlier version have no such mark, and none of the changes that set it.
  $or: [{ changedRev: trusted({ $lt: rev }) }, { changedRev: null }],
});

/** As `before`, of a message that may be deleted: its thread goes on. */
const rootBefore = (change: StoredChange, threadId: string) => ({
  _id: threadId,
  conversationId: change.stream,
  $or: [{ changedRev: trusted({ $lt: change.rev }) }, { changedRev: null }],
});

/** Counts an answer in the head of its thread, once. */
export async function projectAnswered(change: StoredChange, threadId: string): Promise<void> {
  await MessageModel.updateOne(rootBefore(change, threadId), {
    $set: { changedRev: change.rev, "thread.lastAt": change.at.getTime() },
    $inc: { "thread.replies": 1 },
    $addToSet: { "thread.people": change.actorId },
  });
}

/** Writes an edit into its message, once. One that lost against a deletion loses its text in the log too. */
export async function projectEdited(log: ChangeLog, change: StoredChange): Promise<void> {
  const { messageId, text, mentions, mentionsAll, warning, withheldFrom } = bodyOf(change, "message:edited");
  const stored = await MessageModel.findById(messageId).lean<StoredMessage>();
  if (stored?.deleted !== "no") {
    await log.scrub(change.stream, change.rev, wordless(change.body));
    return;
  }
  if ((stored.changedRev ?? 0) >= change.rev) return;
  const words = { text, ...given({ mentions, mentionsAll, warning }) };
  const first: StoredVersion = { ...wordsOf(stored), at: stored.at, rev: stored.rev, withheldFrom: [] };
  const known = stored.versions ?? [];
  const edited: StoredVersion = { ...words, at: change.at, rev: change.rev, withheldFrom };
  await MessageModel.updateOne(before(messageId, change.rev), {
    $set: { ...words, changedRev: change.rev, versions: [...(known.length === 0 ? [first] : known), edited] },
    $unset: Object.fromEntries(MARKS.filter((mark) => !(mark in words)).map((mark) => [mark, 1])),
  });
}

/** What words have beyond their text. */
const MARKS = ["mentions", "mentionsAll", "warning"] as const;

function wordsOf({ text, mentions, mentionsAll, warning }: Words): Words {
  return { text, ...given({ mentions, mentionsAll, warning }) };
}

/** @returns the body of a change without what was said in it */
function wordless(body: object): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...body, text: "" };
  for (const mark of [...MARKS, "forward", "question", "photos"]) delete rest[mark];
  return rest;
}

/** Pins a message or takes the pin out, once. */
export async function projectPinned(change: StoredChange): Promise<void> {
  const { messageId, on } = bodyOf(change, "message:pinned");
  const { rev: changedRev } = change;
  await MessageModel.updateOne(
    before(messageId, changedRev),
    on ? { $set: { changedRev, pinned: true } } : { $set: { changedRev }, $unset: { pinned: 1 } },
  );
}

/** Marks a question as answered or open again, once. */
export async function projectResolved(change: StoredChange): Promise<void> {
  const { messageId, on } = bodyOf(change, "message:resolved");
  const question = on ? "resolved" : "open";
  await MessageModel.updateOne(before(messageId, change.rev), { $set: { changedRev: change.rev, question } });
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
  const { messageId, postedRev, by, threadId } = bodyOf(change, "message:deleted");
  const stored = await MessageModel.findById(messageId).lean<StoredMessage>();
  if (stored && stored.deleted !== "no") {
    // Who deleted it first stands.
    await MessageModel.updateOne({ _id: messageId }, { $max: { changedRev: change.rev } });
    return;
  }
  // First: the message itself, once deleted, tells that all of this was done.
  if (threadId !== undefined) {
    const counted = { $set: { changedRev: change.rev }, $inc: { "thread.replies": -1 } };
    await MessageModel.updateOne(rootBefore(change, threadId), counted);
  }
  for (const { rev } of stored?.versions ?? []) {
    const [edited] = await log.since(change.stream, rev - 1, 1);
    if (edited?.type === "message:edited") await log.scrub(change.stream, rev, wordless(edited.body));
  }
  const [posted] = await log.since(change.stream, postedRev - 1, 1);
  if (posted?.type === "message:posted") {
    await log.scrub(change.stream, postedRev, { ...wordless(posted.body), deleted: by });
  }
  await MessageModel.updateOne(
    { _id: messageId, deleted: "no" },
    {
      $set: { text: "", deleted: by, changedRev: change.rev, versions: [], reactions: [], replyTo: null },
      $unset: { mentions: 1, mentionsAll: 1, warning: 1, question: 1, pinned: 1, forward: 1, photos: 1 },
    },
  );
}
