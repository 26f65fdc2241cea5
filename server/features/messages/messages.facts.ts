import type { Message } from "../../../shared/messages.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import type { Members } from "../members/members.service.ts";
import { type Standing, standingOf } from "./found.ts";
import { MessageModel, type StoredMessage } from "./messages.model.ts";
import {
  projectAnswered,
  projectDeleted,
  projectEdited,
  projectPinned,
  projectReacted,
  projectResolved,
} from "./projections.ts";
import { given } from "./words.ts";

interface MessageFactsOptions {
  types: TypedStream<ConversationState>;
  log: ChangeLog;
  members: Members;
  /** Moves a conversation's newest place and last activity forward, never back. */
  touch: (conversationId: string, newest: { seq: number; at: Date }) => Promise<void>;
  /** Notes the revision of a conversation's last deletion. */
  noteDeletion: (conversationId: string, rev: number) => Promise<void>;
  /** Makes a message found by what it says now. */
  found: (message: Standing) => Promise<void>;
}

/** @returns the message that a `message:posted` change made, as it was then; without its text if it was deleted since */
export function postedMessage(change: StoredChange): Message {
  const { id, seq, text, mentions, mentionsAll, warning, deleted, replyTo, ...body } = bodyOf(change, "message:posted");
  const { question, forward, photos, threadId } = body;
  return {
    id,
    conversationId: change.stream,
    seq,
    rev: change.rev,
    authorId: change.actorId,
    clientId: change.clientId,
    text,
    at: change.at.getTime(),
    editedAt: null,
    replyTo: replyTo ?? null,
    reactions: [],
    ...given({ mentions, mentionsAll, warning, question, forward, photos, threadId }),
    deleted,
  };
}

/** What posting, editing, reacting and deleting mean: projections and facts. */
export function declareMessageChanges(options: MessageFactsOptions): void {
  const { types, log, members, touch, noteDeletion, found } = options;
  /** After a change of its words or of what it is: both are read from the message itself, whose change is done once. */
  const refound = async (messageId: string) => {
    const stored = await MessageModel.findById(messageId).lean<StoredMessage>();
    if (stored) await found(standingOf(stored));
  };

  types.on("message:posted", {
    project: async (change) => {
      const { id, editedAt: _, ...message } = postedMessage(change);
      const { withheldFrom } = bodyOf(change, "message:posted");
      await MessageModel.updateOne(
        { _id: id },
        { $setOnInsert: { ...message, changedRev: change.rev, at: change.at, withheldFrom } },
        { upsert: true },
      );
      if (message.threadId !== undefined) await projectAnswered(change, message.threadId);
      await found({ ...message, id, at: change.at });
      await touch(change.stream, { seq: message.seq, at: change.at });
    },
    fact: async (change, viewerId) => {
      if (isWithheld(bodyOf(change, "message:posted"), viewerId)) return null;
      const author = await members.getMember(change.actorId);
      return author && { type: "message:posted", body: { message: postedMessage(change), author } };
    },
  });

  types.on("message:edited", {
    project: async (change) => {
      await projectEdited(log, change);
      await refound(bodyOf(change, "message:edited").messageId);
    },
    fact: (change, viewerId) => {
      const { withheldFrom, ...body } = bodyOf(change, "message:edited");
      if (body.text === "" || isWithheld({ withheldFrom }, viewerId)) return null;
      return { type: "message:edited", body };
    },
  });

  types.on("message:pinned", {
    project: projectPinned,
    fact: (change) => ({ type: "message:pinned", body: bodyOf(change, "message:pinned") }),
  });
  types.on("message:resolved", {
    project: async (change) => {
      await projectResolved(change);
      await refound(bodyOf(change, "message:resolved").messageId);
    },
    fact: (change) => ({ type: "message:resolved", body: bodyOf(change, "message:resolved") }),
  });

  types.on("message:reacted", {
    project: projectReacted,
    fact: async (change, viewerId) => {
      const { messageId, seq, reaction, on, withheldFrom } = bodyOf(change, "message:reacted");
      if (isWithheld({ withheldFrom }, viewerId)) return null;
      const by = await members.getMember(change.actorId);
      return by && { type: "message:reacted", body: { messageId, seq, by, reaction, on } };
    },
  });

  types.on("message:deleted", {
    project: async (change) => {
      await projectDeleted(log, change);
      await refound(bodyOf(change, "message:deleted").messageId);
      await noteDeletion(change.stream, change.rev);
    },
    fact: (change) => {
      const { messageId, seq, by, threadId } = bodyOf(change, "message:deleted");
      return { type: "message:deleted", body: { messageId, seq, by, ...given({ threadId }) } };
    },
  });
}

/** The changes of a room go to all who follow it alike: there is no viewer, and nobody they are withheld from. */
function isWithheld({ withheldFrom }: { withheldFrom: string[] }, viewerId: string | null): boolean {
  return viewerId !== null && withheldFrom.includes(viewerId);
}
