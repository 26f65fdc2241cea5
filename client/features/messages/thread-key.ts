/** The name of a thread's timeline, and of what is written there, beside that of its conversation. */
export function threadKey(conversationId: string, threadId: string): string {
  return `${conversationId}/${threadId}`;
}

/** @returns what a timeline's name stands for, as calls name it */
export function placeOf(key: string): { conversationId: string; threadId?: string } {
  const [conversationId = "", threadId] = key.split("/");
  return { conversationId, ...(threadId !== undefined && { threadId }) };
}

/** Where one writes: a conversation, or a thread in it. */
export interface WritingPlace {
  conversationId: string;
  threadId?: string | undefined;
}

/** @returns the name under which what is written in a place is kept, and of the timeline that it comes into */
export function writingKey({ conversationId, threadId }: WritingPlace): string {
  return threadId === undefined ? conversationId : threadKey(conversationId, threadId);
}
