import mongoose from "mongoose";
import { type Message, type MessageVersion, type Reacted, THREAD_PEOPLE } from "../../../shared/messages.ts";
import type { Words } from "../conversations/conversations.service.ts";
import { given } from "./words.ts";

/** What a message said at a time. `rev` is the change that brought it. */
export interface StoredVersion extends Words {
  at: Date;
  rev: number;
  withheldFrom: string[];
}

interface StoredReaction extends Reacted {
  withheldFrom: string[];
}

/** What a message has beyond its words, where it has it. */
type Extras = Pick<Message, "question" | "pinned" | "forward" | "photos" | "threadId" | "thread">;

interface MessageDocument extends Words, Extras {
  _id: string;
  conversationId: string;
  seq: number;
  /** The revision that posted it. */
  rev: number;
  /** The revision of the last change to it; missing in messages of an earlier version. */
  changedRev?: number;
  authorId: string;
  clientId: string;
  at: Date;
  deleted: Message["deleted"];
  replyTo?: string | null;
  /** Empty until it is edited; then every text, the first one first, the present one last. */
  versions?: StoredVersion[];
  reactions?: StoredReaction[];
  /** People who never see it: they block its author. */
  withheldFrom: string[];
}

const people = { type: [String], default: [] };
const words = {
  text: { type: String, default: "" },
  mentions: { type: [{ _id: false, userId: String, name: String }], default: undefined },
  mentionsAll: Boolean,
  warning: String,
};

const messageSchema = new mongoose.Schema<MessageDocument>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    seq: { type: Number, required: true },
    rev: { type: Number, required: true },
    changedRev: { type: Number },
    authorId: { type: String, required: true },
    clientId: { type: String, required: true },
    ...words,
    at: { type: Date, required: true },
    deleted: { type: String, required: true },
    replyTo: { type: String, default: null },
    versions: { type: [{ _id: false, ...words, at: Date, rev: Number, withheldFrom: people }], default: [] },
    reactions: { type: [{ _id: false, reaction: String, userId: String, withheldFrom: people }], default: [] },
    question: String,
    pinned: Boolean,
    forward: { type: { _id: false, conversationId: String, messageId: String } },
    photos: { type: [mongoose.Schema.Types.Mixed], default: undefined },
    threadId: String,
    thread: { type: { _id: false, replies: Number, lastAt: Number, people: { type: [String], default: undefined } } },
    withheldFrom: people,
  },
  { collection: "messages", versionKey: false, strict: "throw", autoIndex: false },
);
messageSchema.index({ conversationId: 1, seq: -1 }, { unique: true });
messageSchema.index({ conversationId: 1, pinned: 1, seq: -1 }, { partialFilterExpression: { pinned: true } });
messageSchema.index(
  { conversationId: 1, question: 1, seq: -1 },
  { partialFilterExpression: { question: { $exists: true } } },
);
messageSchema.index({ conversationId: 1, seq: 1 }, { partialFilterExpression: { photos: { $exists: true } } });
messageSchema.index(
  { "thread.people": 1, "thread.lastAt": -1 },
  { partialFilterExpression: { thread: { $exists: true } } },
);
messageSchema.index({ authorId: 1, "thread.lastAt": -1 }, { partialFilterExpression: { thread: { $exists: true } } });
messageSchema.index({ threadId: 1, seq: -1 }, { partialFilterExpression: { threadId: { $exists: true } } });

export const MessageModel = mongoose.model("Message", messageSchema);
export type StoredMessage = MessageDocument;

/** @returns the texts that the viewer may see, the first one first; empty for a message that she never saw edited */
function versionsFor(stored: StoredMessage, viewerId: string): StoredVersion[] {
  const seen = (stored.versions ?? []).filter(({ withheldFrom }) => !withheldFrom.includes(viewerId));
  return seen.length > 1 ? seen : [];
}

/** @returns what the message says to that participant */
export function wordsFor(stored: StoredMessage, viewerId: string): Words {
  return versionsFor(stored, viewerId).at(-1) ?? stored.versions?.[0] ?? stored;
}

/** @returns the message as that participant sees it: without edits and reactions of people whom she blocks */
export function messageView(stored: StoredMessage, viewerId: string): Message {
  const { _id, conversationId, seq, rev, changedRev, authorId, clientId, at, deleted, replyTo } = stored;
  const edited = versionsFor(stored, viewerId).at(-1);
  const { text, mentions, mentionsAll, warning } = wordsFor(stored, viewerId);
  const { question, pinned, forward, photos, threadId, thread } = stored;
  return {
    id: _id,
    conversationId,
    seq,
    rev: changedRev ?? rev,
    authorId,
    clientId,
    text,
    at: at.getTime(),
    editedAt: edited?.at.getTime() ?? null,
    replyTo: replyTo ?? null,
    reactions: (stored.reactions ?? [])
      .filter(({ withheldFrom }) => !withheldFrom.includes(viewerId))
      .map(({ reaction, userId }) => ({ reaction, userId })),
    ...given({
      mentions: mentions?.map(({ userId, name }) => ({ userId, name })),
      mentionsAll,
      warning,
      question,
      pinned,
      forward,
      photos,
      threadId,
      thread: thread && { ...thread, people: thread.people.slice(0, THREAD_PEOPLE) },
    }),
    deleted,
  };
}

/** @returns the history of its text as that participant may read it */
export function historyView(stored: StoredMessage, viewerId: string): MessageVersion[] {
  return versionsFor(stored, viewerId).map(({ text, at }) => ({ text, at: at.getTime() }));
}
