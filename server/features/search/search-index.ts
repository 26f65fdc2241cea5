import mongoose from "mongoose";
import { searchableText, searchTermsOf } from "../../../shared/search-words.ts";
import { type SearchEntry, SearchEntryModel, SearchStateModel } from "./search.model.ts";

const { trusted } = mongoose;

/** Raised when messages are to be found by other terms than before: all entries are then made anew. */
const VERSION = 1;
const STATE = "entries";
/** Entries that are made at once. */
const BATCH = 500;
const ADDRESS = /https?:\/\/[^\s]/iu;

/** A message as it stands, of which an entry is made. */
export interface Indexed {
  id: string;
  conversationId: string;
  authorId: string;
  seq: number;
  /** The revision of the last change to it. */
  rev: number;
  at: Date;
  text: string;
  photos?: readonly { alt: string; caption: string }[] | undefined;
  question?: "open" | "resolved" | undefined;
  deleted: "no" | "by-author" | "by-moderation";
}

export interface SearchIndex {
  /** Makes a message found by what it says now, and by nothing else; what is older than its entry changes nothing. */
  put(message: Indexed): Promise<void>;
  /** Makes all entries anew if they were made in another way, or never. `messages`: every one, in parts. */
  recover(messages: () => AsyncIterable<Indexed[]>): Promise<void>;
}

/** The entry of a message. What was deleted keeps an empty one, so that nothing late can bring its words back. */
function entryOf({ id, text, photos, question, deleted, ...message }: Indexed): SearchEntry {
  const { conversationId, authorId, seq, rev, at } = message;
  const place = { _id: id, conversationId, authorId, seq, rev, at };
  if (deleted !== "no") return { ...place, terms: [] };
  return {
    ...place,
    terms: searchTermsOf(searchableText({ text, photos })),
    ...(ADDRESS.test(text) && { link: true }),
    ...(photos && { photo: true }),
    ...(question && { question }),
  };
}

/** The flags that an entry has not: they go when it is changed. */
function lacking(entry: SearchEntry): Record<string, 1> {
  return Object.fromEntries(
    (["link", "photo", "question"] as const).flatMap((flag) => (entry[flag] ? [] : [[flag, 1]])),
  );
}

export function createSearchIndex(): SearchIndex {
  const write = async (entry: SearchEntry) => {
    const { _id, ...fields } = entry;
    const { upsertedCount } = await SearchEntryModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
    if (upsertedCount > 0) return;
    await SearchEntryModel.updateOne(
      { _id, rev: trusted({ $lt: entry.rev }) },
      { $set: fields, $unset: lacking(entry) },
    );
  };

  return {
    put: (message) => write(entryOf(message)),
    recover: async (messages) => {
      const state = await SearchStateModel.findById(STATE).lean();
      if (state?.version === VERSION) return;
      await SearchEntryModel.deleteMany({});
      for await (const part of messages()) {
        for (let from = 0; from < part.length; from += BATCH) {
          await SearchEntryModel.bulkWrite(
            part.slice(from, from + BATCH).map((message) => {
              const { _id, ...fields } = entryOf(message);
              return { updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true } };
            }),
            { ordered: false },
          );
        }
      }
      await SearchStateModel.updateOne({ _id: STATE }, { $set: { version: VERSION } }, { upsert: true });
    },
  };
}
