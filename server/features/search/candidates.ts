import type { ParsedInput } from "../../../shared/registry.ts";
import type { Lookup } from "../../../shared/search-words.ts";
import { BY_TERM, BY_TIME, BY_TIME_FROM, BY_TIME_IN, type SearchEntry, SearchEntryModel } from "./search.model.ts";

/**
 * So many entries are read by their words and ordered here. Where there are more, the words are so common that the newest
 * ones are sooner met by going back in time.
 */
const RARE = 1_000;
/** Conversations that one reading of the index of words can name. */
const TOGETHER = 100;
/** Entries that are handed on at once: few at first, for they are mostly enough; more where a phrase is sought among many. */
const PART = { first: 40, most: 320 } as const;
/** Where an entry stands in the order of a search. */
export type Place = Pick<SearchEntry, "_id" | "at">;

export interface Wanted extends Pick<ParsedInput<"message:search">, "from" | "before" | "after" | "has" | "is"> {
  conversations: string[];
  /** People whose messages are left out. */
  without: readonly string[];
  lookups: readonly Lookup[];
}

/** @returns the form in which a place travels */
export function cursorAt({ at, _id }: Place): string {
  return `${at.getTime()}.${_id}`;
}

/** @returns the place of a cursor that the schema let pass */
export function placeAt(cursor: string): Place {
  const [at, id = ""] = cursor.split(".");
  return { at: new Date(Number(at)), _id: id };
}

/** A range would have to hold for one term of the many, which not every engine reads in an index; a pattern does. */
const beginning = (word: string) => ({ terms: { $regex: `^${word}` } });

/** What an entry must have for each word; the widest range of the first one comes first, for it is read in the index. */
function conditionsOn(lookups: readonly Lookup[]): object[] {
  return lookups.flatMap(({ word, stem, begins }) =>
    begins === word ? [beginning(word)] : [beginning(begins), { $or: [beginning(word), { terms: stem }] }],
  );
}

/** What an entry must be beside its words. */
function conditionsBeside({ from, before, after, has, is, without }: Wanted): object {
  const at = {
    ...(before !== undefined && { $lt: new Date(before) }),
    ...(after !== undefined && { $gte: new Date(after) }),
  };
  return {
    ...(Object.keys(at).length > 0 && { at }),
    ...(from !== undefined && { authorId: from }),
    ...(without.length > 0 && { $nor: [{ authorId: { $in: [...without] } }] }),
    ...(has === "link" && { link: true }),
    ...(has === "photo" && { photo: true }),
    ...(is !== undefined && { question: is === "question" ? { $in: ["open", "resolved"] } : "open" }),
  };
}

const later = (a: Place, b: Place): number => b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1);

/** The condition of being older than a place. */
const beyond = ({ at, _id }: Place): object[] => [
  { at: { $lte: at } },
  { $or: [{ at: { $lt: at } }, { _id: { $lt: _id } }] },
];

const grown = (many: number): number => Math.min(many * 2, PART.most);

/** Entries of messages that may be those, the newest first, in parts: what they say is for the caller to look at. */
export async function* candidatesOf(wanted: Wanted, from: Place | null): AsyncGenerator<Place[]> {
  // The store's own interface: every value is ours or was checked.
  const entries = SearchEntryModel.collection;
  const { conversations, lookups } = wanted;
  const beside = conditionsBeside(wanted);
  const words = conditionsOn(lookups);
  const projection = { at: 1 } as const;

  if (lookups.length > 0) {
    const rare: Place[] = [];
    for (let first = 0; first < conversations.length && rare.length <= RARE; first += TOGETHER) {
      const conversationId = { $in: conversations.slice(first, first + TOGETHER) };
      const all = { conversationId, ...beside, $and: [...words, ...(from ? beyond(from) : [])] };
      const part = entries.find<Place>(all as never, { projection, hint: BY_TERM }).limit(RARE + 1 - rare.length);
      rare.push(...((await part.toArray()) as Place[]));
    }
    if (rare.length <= RARE) {
      rare.sort(later);
      for (let first = 0, many = PART.first as number; first < rare.length; first += many, many = grown(many)) {
        yield rare.slice(first, first + many);
      }
      return;
    }
  }

  const [only] = conversations;
  const isOne = conversations.length === 1;
  const hint = wanted.from !== undefined ? BY_TIME_FROM : isOne ? BY_TIME_IN : BY_TIME;
  const conversationId = isOne ? only : { $in: conversations };
  for (let last = from, many = PART.first as number; ; many = grown(many)) {
    const all = { conversationId, ...beside, $and: [...words, ...(last ? beyond(last) : [{}])] };
    const sorted = entries.find<Place>(all as never, { projection, hint }).sort({ at: -1, _id: -1 });
    const part = (await sorted.limit(many).toArray()) as Place[];
    if (part.length > 0) yield part;
    last = part.at(-1) ?? last;
    if (part.length < many) return;
  }
}
