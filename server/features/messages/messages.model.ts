import mongoose from "mongoose";
import type { Message } from "../../../shared/messages.ts";

interface MessageDocument {
  _id: string;
  conversationId: string;
  seq: number;
  /** The revision that posted it. */
  rev: number;
  authorId: string;
  clientId: string;
  text: string;
  at: Date;
  deleted: Message["deleted"];
  /** People who never see it: they block its author. */
  withheldFrom: string[];
}

const messageSchema = new mongoose.Schema<MessageDocument>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    seq: { type: Number, required: true },
    rev: { type: Number, required: true },
    authorId: { type: String, required: true },
    clientId: { type: String, required: true },
    text: { type: String, default: "" },
    at: { type: Date, required: true },
    deleted: { type: String, required: true },
    withheldFrom: { type: [String], default: [] },
  },
  { collection: "messages", versionKey: false, strict: "throw", autoIndex: false },
);
messageSchema.index({ conversationId: 1, seq: -1 }, { unique: true });

export const MessageModel = mongoose.model("Message", messageSchema);
export type StoredMessage = MessageDocument;

/** @returns the message as a participant sees it */
export function messageView(stored: StoredMessage): Message {
  const { _id, conversationId, seq, authorId, clientId, text, at, deleted } = stored;
  return { id: _id, conversationId, seq, authorId, clientId, text, at: at.getTime(), deleted };
}
