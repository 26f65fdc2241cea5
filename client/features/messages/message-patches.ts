import type { ChangeFact } from "../../../shared/facts.ts";
import type { Message } from "../../../shared/messages.ts";

/** A fact that changes a message that was there before. */
export type MessagePatch = Extract<ChangeFact, { type: "message:edited" | "message:reacted" | "message:deleted" }>;

/** @returns the message after the fact; the same one where the fact is of another, or older than what is known of it */
export function patched(message: Message, patch: MessagePatch): Message {
  const { rev } = patch;
  if (message.seq !== patch.body.seq || rev <= message.rev) return message;
  switch (patch.type) {
    case "message:deleted":
      if (message.deleted !== "no") return { ...message, rev };
      return { ...message, rev, text: "", editedAt: null, replyTo: null, reactions: [], deleted: patch.body.by };
    case "message:edited":
      if (message.deleted !== "no") return { ...message, rev };
      return { ...message, rev, text: patch.body.text, editedAt: patch.at };
    case "message:reacted": {
      if (message.deleted !== "no") return { ...message, rev };
      const { reaction, on } = patch.body;
      const userId = patch.body.by.id;
      const others = message.reactions.filter((one) => one.userId !== userId || one.reaction !== reaction);
      return { ...message, rev, reactions: on ? [...others, { reaction, userId }] : others };
    }
    default:
      return unknownPatch(patch);
  }
}

function unknownPatch(patch: never): never {
  throw new Error(`no such change of a message: ${JSON.stringify(patch)}`);
}

/** @returns of two tellings of one message the truer one */
export function newer(one: Message, other: Message): Message {
  return other.rev > one.rev ? other : one;
}
