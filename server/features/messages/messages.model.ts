import mongoose from "mongoose";
import type { Message, MessageVersion, Reacted } from "../../../shared/messages.ts";

/** A text that a message had. `rev` is the change that brought it. */
export interface StoredVersion {
  text: string;
  at: Date;
  rev: number;
  withheldFrom: string[];
}

interface StoredReaction extends Reacted {
  withheldFrom: string[];
}

interface MessageDocument {
  _id: string;
  conversationId: string;
  seq: number;
  /** The revision that posted it. */
  rev: number;
  /** The revision of the last change to it; missing in messages of an earlier version. */
  changedRev?: number;
  authorId: string;
  clientId: string;
  text: string;
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

const messageSchema = new mongoose.Schema<MessageDocument>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    seq: { type: Number, required: true },
    rev: { type: Number, required: true },
    changedRev: { type: Number },
    authorId: { type: String, required: true },
    clientId: { type: String, required: true },
    text: { type: String, default: "" },
    at: { type: Date, required: true },
    deleted: { type: String, required: true },
    replyTo: { type: String, default: null },
    versions: { type: [{ _id: false, text: String, at: Date, rev: Number, withheldFrom: people }], default: [] },
    reactions: { type: [{ _id: false, reaction: String, userId: String, withheldFrom: people }], default: [] },
    withheldFrom: people,
  },
  { collection: "messages", versionKey: false, strict: "throw", autoIndex: false },
);
messageSchema.index({ conversationId: 1, seq: -1 }, { unique: true });

export const MessageModel = mongoose.model("Message", messageSchema);
export type StoredMessage = MessageDocument;

/** @returns the texts that the viewer may see, the first one first; empty for a message that she never saw edited */
function versionsFor(stored: StoredMessage, viewerId: string): StoredVersion[] {
  const seen = (stored.versions ?? []).filter(({ withheldFrom }) => !withheldFrom.includes(viewerId));
  return seen.length > 1 ? seen : [];
}

/** @returns the message as that participant sees it: without edits and reactions of people whom she blocks */
export function messageView(stored: StoredMessage, viewerId: string): Message {
  const { _id, conversationId, seq, rev, changedRev, authorId, clientId, text, at, deleted, replyTo } = stored;
  const edited = versionsFor(stored, viewerId).at(-1);
  const first = stored.versions?.[0];
  return {
    id: _id,
    conversationId,
    seq,
    rev: changedRev ?? rev,
    authorId,
    clientId,
    text: edited?.text ?? first?.text ?? text,
    at: at.getTime(),
    editedAt: edited?.at.getTime() ?? null,
    replyTo: replyTo ?? null,
    reactions: (stored.reactions ?? [])
      .filter(({ withheldFrom }) => !withheldFrom.includes(viewerId))
      .map(({ reaction, userId }) => ({ reaction, userId })),
    deleted,
  };
}

/** @returns the history of its text as that participant may read it */
export function historyView(stored: StoredMessage, viewerId: string): MessageVersion[] {
  return versionsFor(stored, viewerId).map(({ text, at }) => ({ text, at: at.getTime() }));
}
