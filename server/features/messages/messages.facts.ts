import type { Message } from "../../../shared/messages.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import type { Members } from "../members/members.service.ts";
import { MessageModel } from "./messages.model.ts";

interface MessageFactsOptions {
  types: TypedStream<ConversationState>;
  log: ChangeLog;
  members: Members;
  /** Moves a conversation's newest place and last activity forward, never back. */
  touch: (conversationId: string, newest: { seq: number; at: Date }) => Promise<void>;
}

/** @returns the message that a `message:posted` change made, as participants see it */
export function postedMessage(change: StoredChange): Message {
  const { id, seq, text, deleted } = bodyOf(change, "message:posted");
  return {
    id,
    conversationId: change.stream,
    seq,
    authorId: change.actorId,
    clientId: change.clientId,
    text,
    at: change.at.getTime(),
    deleted,
  };
}

/** What posting and deleting mean: projections and facts. */
export function declareMessageChanges({ types, log, members, touch }: MessageFactsOptions): void {
  types.on("message:posted", {
    project: async (change) => {
      const { id, conversationId: _, ...message } = postedMessage(change);
      const { withheldFrom } = bodyOf(change, "message:posted");
      await MessageModel.updateOne(
        { _id: id },
        { $setOnInsert: { ...message, conversationId: change.stream, rev: change.rev, at: change.at, withheldFrom } },
        { upsert: true },
      );
      await touch(change.stream, { seq: message.seq, at: change.at });
    },
    fact: async (change, viewerId) => {
      if (viewerId !== null && bodyOf(change, "message:posted").withheldFrom.includes(viewerId)) return null;
      const author = await members.getMember(change.actorId);
      return author && { type: "message:posted", body: { message: postedMessage(change), author } };
    },
  });

  types.on("message:deleted", {
    project: async (change) => {
      const { messageId, postedRev, by } = bodyOf(change, "message:deleted");
      await MessageModel.updateOne({ _id: messageId }, { $set: { text: "", deleted: by } });
      const [posted] = await log.since(change.stream, postedRev - 1, 1);
      if (posted?.type === "message:posted") {
        await log.scrub(change.stream, postedRev, { ...posted.body, text: "", deleted: by });
      }
    },
    fact: (change) => {
      const { messageId, seq, by } = bodyOf(change, "message:deleted");
      return { type: "message:deleted", body: { messageId, seq, by } };
    },
  });
}
