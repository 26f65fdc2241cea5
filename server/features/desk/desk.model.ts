import mongoose from "mongoose";

interface BookmarkDocument {
  /** `<userId> <messageId>`. */
  _id: string;
  userId: string;
  conversationId: string;
  messageId: string;
  at: Date;
  /** The revision of its owner's stream that set it. */
  rev: number;
  on: boolean;
}

const bookmarkSchema = new mongoose.Schema<BookmarkDocument>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    conversationId: { type: String, required: true },
    messageId: { type: String, required: true },
    at: { type: Date, required: true },
    rev: { type: Number, required: true },
    on: { type: Boolean, required: true },
  },
  { collection: "bookmarks", versionKey: false, strict: "throw", autoIndex: false },
);
bookmarkSchema.index({ userId: 1, on: 1, rev: -1 });

export const BookmarkModel = mongoose.model("Bookmark", bookmarkSchema);

interface DraftDocument {
  /** `<userId> <conversationId>`, with the thread's id behind it where it is in one. */
  _id: string;
  userId: string;
  conversationId: string;
  threadId?: string;
  text: string;
  at: Date;
  rev: number;
}

const draftSchema = new mongoose.Schema<DraftDocument>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    conversationId: { type: String, required: true },
    threadId: String,
    text: { type: String, default: "" },
    at: { type: Date, required: true },
    rev: { type: Number, required: true },
  },
  { collection: "drafts", versionKey: false, strict: "throw", autoIndex: false },
);
draftSchema.index({ userId: 1, rev: -1 });

export const DraftModel = mongoose.model("Draft", draftSchema);

interface ThreadMarkDocument {
  /** `<userId> <threadId>`. */
  _id: string;
  userId: string;
  conversationId: string;
  threadId: string;
  /** Place of the last answer that she read. */
  readSeq: number;
  /** What she chose; missing: followed if she wrote in it. */
  follows?: boolean;
  followRev?: number;
}

const threadMarkSchema = new mongoose.Schema<ThreadMarkDocument>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    conversationId: { type: String, required: true },
    threadId: { type: String, required: true },
    readSeq: { type: Number, default: 0 },
    follows: Boolean,
    followRev: Number,
  },
  { collection: "threadmarks", versionKey: false, strict: "throw", autoIndex: false },
);
threadMarkSchema.index({ userId: 1, follows: 1 });
threadMarkSchema.index({ threadId: 1, follows: 1 });

export const ThreadMarkModel = mongoose.model("ThreadMark", threadMarkSchema);
