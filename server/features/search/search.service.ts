import { LIMITS } from "../../../shared/limits.ts";
import type { Member } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import type { ParsedInput } from "../../../shared/registry.ts";
import { isFoundIn, lookupsOf, parseSearch, searchableText } from "../../../shared/search-words.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Access } from "../conversations/access.ts";
import type { ConversationState } from "../conversations/conversations.service.ts";
import { candidatesOf, cursorAt, type Place, placeAt, type Wanted } from "./candidates.ts";

/** Candidates that one call looks at at most: what is left is for the next page. */
const LOOKED_AT = 400;

export interface Search {
  /** Reads nothing that the searcher may not read now, and tells nobody that it was read. */
  search(
    userId: string,
    asked: ParsedInput<"message:search">,
  ): Promise<{
    messages: Message[];
    members: Member[];
    cursor: string | null;
  }>;
}

export interface SearchOptions {
  log: ChangeLog;
  access: Pick<Access, "isParticipant">;
  /** @returns ids of the conversations that the person joined (banned or not) */
  placesOf: (userId: string) => Promise<string[]>;
  /** @returns ids of those whom the person blocks */
  blockedBy: (userId: string) => string[];
  seen: (viewerId: string, messageIds: readonly string[]) => Promise<Map<string, Message>>;
  getMembers: (ids: readonly string[]) => Promise<Member[]>;
}

export function createSearch({ log, access, placesOf, blockedBy, seen, getMembers }: SearchOptions): Search {
  const mayRead = async (userId: string, conversationId: string): Promise<boolean> => {
    const { state } = await log.state<ConversationState>(conversationId);
    return access.isParticipant(state, userId);
  };
  const readable = async (userId: string, ids: readonly string[]): Promise<string[]> => {
    const may = await Promise.all(ids.map((id) => mayRead(userId, id)));
    return ids.filter((_, index) => may[index]);
  };

  return {
    search: async (userId, asked) => {
      const terms = parseSearch(asked.query);
      const mine = await placesOf(userId);
      const conversations = await readable(
        userId,
        asked.in === undefined ? mine : mine.filter((id) => id === asked.in),
      );
      if (conversations.length === 0) return { messages: [], members: [], cursor: null };
      await Promise.all(conversations.map((id) => log.settled(id)));
      const wanted: Wanted = { ...asked, conversations, lookups: lookupsOf(terms), without: blockedBy(userId) };

      const found: Message[] = [];
      let last: Place | null = null;
      let looked = 0;
      let isMore = false;
      search: for await (const part of candidatesOf(
        wanted,
        asked.cursor === undefined ? null : placeAt(asked.cursor),
      )) {
        const messages = await seen(
          userId,
          part.map(({ _id }) => _id),
        );
        for (const candidate of part) {
          if (found.length === LIMITS.searchPage || looked === LOOKED_AT) {
            isMore = true;
            break search;
          }
          looked += 1;
          last = candidate;
          const message = messages.get(candidate._id);
          // As she reads it: an edit may be kept from her, and what was found by it with it.
          if (message && isFoundIn(searchableText(message), terms)) found.push(message);
        }
      }
      // It took a moment, in which she may have been shut out.
      const still = new Set(await readable(userId, [...new Set(found.map(({ conversationId }) => conversationId))]));
      const messages = found.filter(({ conversationId }) => still.has(conversationId));
      return {
        messages,
        members: await getMembers([...new Set(messages.map(({ authorId }) => authorId))]),
        cursor: isMore && last ? cursorAt(last) : null,
      };
    },
  };
}
