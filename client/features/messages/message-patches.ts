import type { ChangeFact } from "../../../shared/facts.ts";
import { type Message, THREAD_PEOPLE } from "../../../shared/messages.ts";

type Fact<T extends ChangeFact["type"]> = Extract<ChangeFact, { type: T }>;

/**
 * A fact that changes a message that was there before. A message posted in a thread changes the one that the thread
 * is of.
 */
export type MessagePatch = Fact<
  "message:posted" | "message:edited" | "message:reacted" | "message:pinned" | "message:resolved" | "message:deleted"
>;

/** @returns the message after the fact; the same one where the fact is of another, or older than what is known of it */
export function patched(message: Message, patch: MessagePatch): Message {
  const { rev } = patch;
  if (rev <= message.rev) return message;
  if (patch.type === "message:posted") {
    const answer = patch.body.message;
    return answer.threadId === message.id ? { ...withAnswer(message, answer), rev } : message;
  }
  if (patch.type === "message:deleted" && patch.body.threadId === message.id) {
    return { ...withoutAnswer(message), rev };
  }
  if (message.seq !== patch.body.seq) return message;
  return { ...(message.deleted === "no" ? changed(message, patch) : message), rev };
}

function changed(message: Message, patch: Exclude<MessagePatch, { type: "message:posted" }>): Message {
  switch (patch.type) {
    case "message:deleted":
      return bare(message, patch.body.by);
    case "message:edited": {
      const { text, mentions, mentionsAll, warning } = patch.body;
      const { mentions: _m, mentionsAll: _a, warning: _w, ...rest } = message;
      const marks = { ...(mentions && { mentions }), ...(mentionsAll && { mentionsAll }), ...(warning && { warning }) };
      return { ...rest, ...marks, text, editedAt: patch.at };
    }
    case "message:reacted": {
      const { reaction, on } = patch.body;
      const userId = patch.body.by.id;
      const others = message.reactions.filter((one) => one.userId !== userId || one.reaction !== reaction);
      return { ...message, reactions: on ? [...others, { reaction, userId }] : others };
    }
    case "message:pinned": {
      const { pinned: _, ...rest } = message;
      return patch.body.on ? { ...rest, pinned: true } : rest;
    }
    case "message:resolved":
      return { ...message, question: patch.body.on ? "resolved" : "open" };
    default:
      return unknownPatch(patch);
  }
}

/** @returns what stays of a message that was deleted: its place, its author, its thread */
function bare(message: Message, by: Message["deleted"]): Message {
  const { id, conversationId, seq, rev, authorId, clientId, at, threadId, thread } = message;
  return {
    ...{ id, conversationId, seq, rev, authorId, clientId, at },
    ...{ text: "", editedAt: null, replyTo: null, reactions: [], deleted: by },
    ...(threadId !== undefined && { threadId }),
    ...(thread && { thread }),
  };
}

function withAnswer(message: Message, { authorId, at }: Message): Message {
  const { replies = 0, people = [] } = message.thread ?? {};
  const isNamed = people.includes(authorId) || people.length >= THREAD_PEOPLE;
  const thread = { replies: replies + 1, lastAt: at, people: isNamed ? people : [...people, authorId] };
  return { ...message, thread };
}

function withoutAnswer(message: Message): Message {
  return message.thread ? { ...message, thread: { ...message.thread, replies: message.thread.replies - 1 } } : message;
}

function unknownPatch(patch: never): never {
  throw new Error(`no such change of a message: ${JSON.stringify(patch)}`);
}

/** @returns of two tellings of one message the truer one */
export function newer(one: Message, other: Message): Message {
  return other.rev > one.rev ? other : one;
}
