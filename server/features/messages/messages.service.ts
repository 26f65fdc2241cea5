import mongoose from "mongoose";
import { isRetryable } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { CommunityRole, Member } from "../../../shared/members.ts";
import type { Message, MessageRef, MessageVersion } from "../../../shared/messages.ts";
import type { Photo } from "../../../shared/photos.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { CallError } from "../../platform/errors.ts";
import type { Access } from "../conversations/access.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import type { Members } from "../members/members.service.ts";
import { createMessageActs, type MessageActs, writtenMarks } from "./acts.ts";
import { createMessageFinder, type MessageFinder } from "./found.ts";
import { historyView, MessageModel, messageView, type StoredMessage } from "./messages.model.ts";
import { createThreadReader, type ThreadReader } from "./threads.ts";
import { type UnreadReader, unreadReader } from "./unread.ts";
import { given, type Written, wordsIn } from "./words.ts";

const { trusted } = mongoose;

/** Those who reacted to one message whose names come along with it. */
const REACTORS_NAMED = 40;

interface Posted {
  id: string;
  seq: number;
  rev: number;
  at: number;
  dup: boolean;
}

interface Page {
  messages: Message[];
  quoted: Message[];
  members: Member[];
  rev: number;
  hasOlder: boolean;
  hasNewer: boolean;
}

interface Shown {
  message: Message;
  author: Member | null;
  rev: number;
}

export interface PageRange {
  threadId?: string | undefined;
  only?: "pinned" | "questions" | "open-questions" | "photos" | undefined;
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
}

interface Post extends Written {
  actorId: string;
  role: CommunityRole;
  conversationId: string;
  clientId: string;
  question?: true | undefined;
  forward?: MessageRef | undefined;
  threadId?: string | undefined;
  photos?: readonly PhotoSaid[] | undefined;
  /** Not looked up: whoever reads the answer asks for it, through her own access. */
  replyTo?: string | undefined;
}

export interface Messages extends MessageActs, ThreadReader, UnreadReader, MessageFinder {
  post(post: Post): Promise<Posted>;
  page(viewerId: string, conversationId: string, range: PageRange): Promise<Page>;
  /** @throws CallError NOT_FOUND */
  show(viewerId: string, at: { conversationId: string; messageId: string }): Promise<Shown>;
  /** @throws CallError NOT_FOUND */
  history(viewerId: string, at: { conversationId: string; messageId: string }): Promise<MessageVersion[]>;
  /** Messages of a conversation without any check of access: for a request that its recipient opens. */
  opening(viewerId: string, conversationId: string): Promise<Message[]>;
}

/** A photo of the author's, and what she says of it. */
export interface PhotoSaid {
  photoId: string;
  alt: string;
  caption: string;
}

/** Photos that wait for their message. */
export interface Albums {
  /**
   * Reserves developed photos for what one action posts; the same action again gets the same id.
   * @returns the id of the message and its album
   * @throws CallError NOT_FOUND for what is not hers, is not developed or is in another message
   */
  claim(claim: { ownerId: string; conversationId: string; clientId: string; said: readonly PhotoSaid[] }): Promise<{
    id: string;
    photos: Photo[];
  }>;
  /** What was reserved is free again: nothing was posted. */
  release(ownerId: string, clientId: string): Promise<void>;
}

interface MessagesOptions {
  log: ChangeLog;
  access: Access;
  members: Members;
  /** @returns those of `memberIds` who block the author */
  blockersAmong: (authorId: string, memberIds: Iterable<string>) => string[];
  albums: Albums;
}

export function createMessages({ log, access, members, blockersAmong, albums }: MessagesOptions): Messages {
  const find = async (conversationId: string, range: object, order: 1 | -1) =>
    MessageModel.find({ conversationId, ...range })
      .sort({ seq: order })
      .limit(LIMITS.pageSize + 1)
      .lean<StoredMessage[]>();

  /** A page and whether more lies beyond it on the side that it was read towards. */
  const cut = (found: StoredMessage[]) => ({
    rows: found.slice(0, LIMITS.pageSize),
    more: found.length > LIMITS.pageSize,
  });

  const read = async (conversationId: string, range: PageRange) => {
    const { before, after, around } = range;
    const kind = kindOf(range);
    if (after !== undefined) {
      const { rows, more } = cut(await find(conversationId, { ...kind, seq: trusted({ $gt: after }) }, 1));
      return { rows, hasOlder: after > 0, hasNewer: more };
    }
    if (around !== undefined) {
      const half = Math.floor(LIMITS.pageSize / 2);
      const [older, newer] = await Promise.all([
        find(conversationId, { ...kind, seq: trusted({ $lt: around }) }, -1),
        find(conversationId, { ...kind, seq: trusted({ $gte: around }) }, 1),
      ]);
      const rows = [...older.slice(0, half).reverse(), ...newer.slice(0, half)];
      return { rows, hasOlder: older.length > half, hasNewer: newer.length > half };
    }
    const { rows, more } = cut(
      await find(conversationId, before === undefined ? kind : { ...kind, seq: trusted({ $lt: before }) }, -1),
    );
    return { rows: rows.reverse(), hasOlder: more, hasNewer: before !== undefined };
  };

  /** Both ways: she who blocks cannot write either; she who is blocked can, into the void, and is not told. */
  const withheld = (state: ConversationState, actorId: string): string[] => {
    const direct = state.kind === "direct" ? [...state.members.keys()] : [];
    for (const otherId of direct) {
      if (otherId !== actorId && blockersAmong(otherId, [actorId]).length > 0) throw new CallError("BLOCKED");
    }
    return blockersAmong(actorId, direct);
  };

  const isVisible = (viewerId: string) => (stored: StoredMessage) => !stored.withheldFrom.includes(viewerId);

  /** A message that the viewer may read now. */
  const readable = async (viewerId: string, at: { conversationId: string; messageId: string }) => {
    await log.settled(at.conversationId);
    const { rev } = await access.participant(viewerId, at.conversationId);
    const { conversationId, messageId } = at;
    const stored = await MessageModel.findOne({ _id: messageId, conversationId }).lean<StoredMessage>();
    if (!stored || !isVisible(viewerId)(stored)) throw new CallError("NOT_FOUND");
    return { stored, rev };
  };

  /** What messages of a page answer and the page does not hold. */
  const quotedBy = async (conversationId: string, rows: readonly StoredMessage[]) => {
    const onPage = new Set(rows.map(({ _id }) => _id));
    const wanted = new Set(rows.flatMap(({ replyTo }) => (replyTo && !onPage.has(replyTo) ? [replyTo] : [])));
    if (wanted.size === 0) return [];
    return MessageModel.find({ _id: trusted({ $in: [...wanted] }), conversationId }).lean<StoredMessage[]>();
  };

  /** What is passed on is of a room that she is in. What is said in private stays there. */
  const assertForwardable = async (actorId: string, at: MessageRef) => {
    const { stored } = await readable(actorId, at);
    const { state } = await access.room(at.conversationId);
    if (stored.deleted !== "no" || state.kind !== "room") throw new CallError("NOT_FOUND");
  };

  /** Nothing was posted, and nothing will be by itself: the photos may go into another message. */
  const releasing = (actorId: string, clientId: string) => async (error: unknown) => {
    const isFinal = error instanceof CallError && !isRetryable(error.code) && error.code !== "IDEMPOTENCY_MISMATCH";
    if (isFinal) await albums.release(actorId, clientId);
    throw error;
  };

  return {
    ...createMessageActs({ log, access, withheld }),
    ...createThreadReader({ access, members }),
    ...createMessageFinder(),
    ...unreadReader,

    post: async (post) => {
      const { actorId, role, conversationId, clientId, text, mentions, warning, replyTo } = post;
      const { question, forward, threadId, photos: said } = post;
      // But for these, nothing may be awaited before the append: it keeps a sender's messages in the order of their coming.
      if (forward) await assertForwardable(actorId, forward);
      const { id, photos } = said
        ? await albums.claim({ ownerId: actorId, conversationId, clientId, said })
        : { id: newId(), photos: undefined };
      const extras = given({ question: question && "open", forward, photos, threadId });
      const appended = log.append<ConversationState>({
        stream: conversationId,
        actorId,
        clientId,
        asked: ["message:post", text, ...(replyTo === undefined ? [] : [replyTo]), ...askedBeyond(post)],
        decide: (state) => {
          access.assertPoster(state, actorId);
          // In private what one person wrote may be withheld from another, and the head of a thread cannot.
          if (threadId !== undefined && state.kind !== "room") throw new CallError("NOT_FOUND");
          const withheldFrom = withheld(state, actorId);
          const words = wordsIn({ state, access }, { text, mentions, warning }, { actorId, role });
          const place = { id, seq: state.seq + 1, withheldFrom, deleted: "no", replyTo: replyTo ?? null };
          return { type: "message:posted", body: { ...place, ...words, ...extras } };
        },
      });
      const { change, dup } = await (said ? appended.catch(releasing(actorId, clientId)) : appended);
      if (threadId !== undefined) {
        await log.settled(conversationId);
        await log.follow(change);
      }
      const posted = bodyOf(change, "message:posted");
      return { id: posted.id, seq: posted.seq, rev: change.rev, at: change.at.getTime(), dup };
    },

    page: async (viewerId, conversationId, range) => {
      await log.settled(conversationId);
      const { rev } = await access.participant(viewerId, conversationId);
      const { rows, hasOlder, hasNewer } = await read(conversationId, range);
      const visible = rows.filter(isVisible(viewerId));
      const messages = visible.map((stored) => messageView(stored, viewerId));
      const quoted = (await quotedBy(conversationId, visible))
        .filter(isVisible(viewerId))
        .map((stored) => messageView(stored, viewerId));
      return {
        messages,
        quoted,
        members: await members.getMembers(namedIn([...messages, ...quoted])),
        rev,
        hasOlder,
        hasNewer,
      };
    },

    show: async (viewerId, at) => {
      const { stored, rev } = await readable(viewerId, at);
      return { message: messageView(stored, viewerId), author: await members.getMember(stored.authorId), rev };
    },

    history: async (viewerId, at) => {
      const { stored } = await readable(viewerId, at);
      if (stored.deleted !== "no") throw new CallError("NOT_FOUND");
      return historyView(stored, viewerId);
    },

    opening: async (viewerId, conversationId) => {
      await log.settled(conversationId);
      return (await find(conversationId, {}, 1)).map((stored) => messageView(stored, viewerId));
    },
  };
}

/** @returns what messages of a page are, beside their place */
function kindOf({ threadId, only }: PageRange): object {
  switch (only) {
    case undefined:
      return { threadId: threadId ?? null };
    case "pinned":
      return { pinned: true };
    case "questions":
      return { question: trusted({ $exists: true }) };
    case "open-questions":
      return { question: "open" };
    case "photos":
      return { photos: trusted({ $exists: true }) };
    default:
      return unknownKind(only);
  }
}

function unknownKind(kind: never): never {
  throw new Error(`no such kind of message: ${String(kind)}`);
}

/** What a post asks for beyond its text, where it does. */
function askedBeyond(post: Post): unknown[] {
  const { question, forward, photos, threadId } = post;
  const marks = writtenMarks(post);
  const extras = given({ question, forward, photos, threadId });
  return marks.length === 0 && Object.keys(extras).length === 0 ? [] : [...marks, extras];
}

/** @returns ids of the authors of messages, and of those who reacted first */
function namedIn(messages: readonly Message[]): string[] {
  const ids = messages.map(({ authorId }) => authorId);
  for (const { reactions } of messages) ids.push(...reactions.slice(0, REACTORS_NAMED).map(({ userId }) => userId));
  return [...new Set(ids)];
}
