import type { Message, MessageRef } from "../../../shared/messages.ts";

/** What I have kept for myself, and how to keep more. */
export interface Bookmarks {
  has(messageId: string): boolean;
  set(at: MessageRef, on: boolean): Promise<void>;
}

/** What I may do with the messages of a conversation, and what happens then. */
export interface MessageRights {
  /** I may write here now. */
  canWrite: boolean;
  /** I moderate here. */
  canModerate: boolean;
  canPin: boolean;
  /** Opens the question before a message is deleted. */
  onDelete: (message: Message) => void;
  /** Opens the dialog of sanctions; undefined where I may not. */
  onSanction?: ((target: { userId: string; displayName: string }) => void) | undefined;
  /** Shows somebody who is named. */
  onMember?: ((userId: string) => void) | undefined;
  /** Opens a message's thread; undefined where there are none. */
  onThread?: ((messageId: string) => void) | undefined;
  /** Opens the choice of where a message is passed on to; undefined where none may be. */
  onForward?: ((message: Message) => void) | undefined;
  bookmarks?: Bookmarks | undefined;
}

/** @returns whether anything can be done with a message: its tools then have a place */
export function hasActions({ message, isMine, rights }: { message: Message; isMine: boolean; rights: MessageRights }) {
  return message.deleted === "no" || (rights.onSanction !== undefined && !isMine);
}
