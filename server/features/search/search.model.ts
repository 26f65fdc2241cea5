import mongoose from "mongoose";

interface SearchEntryDocument {
  /** The message's id. */
  _id: string;
  conversationId: string;
  authorId: string;
  seq: number;
  /** The revision of the change that it is true for. */
  rev: number;
  at: Date;
  /** What the message is found by; nothing once it is deleted. */
  terms: string[];
  link?: boolean;
  photo?: boolean;
  question?: "open" | "resolved";
}

const searchEntrySchema = new mongoose.Schema<SearchEntryDocument>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    authorId: { type: String, required: true },
    seq: { type: Number, required: true },
    rev: { type: Number, required: true },
    at: { type: Date, required: true },
    terms: { type: [String], default: [] },
    link: Boolean,
    photo: Boolean,
    question: String,
  },
  { collection: "searchentries", versionKey: false, strict: "throw", autoIndex: false },
);

/** Indexes that a search names: which one serves depends on how many messages there are, which no planner knows. */
export const BY_TERM = { conversationId: 1, terms: 1 } as const;
export const BY_TIME = { at: -1, _id: -1 } as const;
export const BY_TIME_IN = { conversationId: 1, at: -1, _id: -1 } as const;
export const BY_TIME_FROM = { authorId: 1, at: -1, _id: -1 } as const;
for (const index of [BY_TERM, BY_TIME, BY_TIME_IN, BY_TIME_FROM]) searchEntrySchema.index(index);

export const SearchEntryModel = mongoose.model("SearchEntry", searchEntrySchema);
export type SearchEntry = SearchEntryDocument;

/** How far the entries are those of the messages: which way of making them the last ones were made in. */
const searchStateSchema = new mongoose.Schema<{ _id: string; version: number }>(
  { _id: { type: String, required: true }, version: { type: Number, required: true } },
  { collection: "searchstates", versionKey: false, strict: "throw", autoIndex: false },
);
export const SearchStateModel = mongoose.model("SearchState", searchStateSchema);
