import type { Live } from "../../platform/live.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import { ThreadMarkModel } from "./desk.model.ts";

export interface ThreadFactsOptions {
  live: Live;
  conversationTypes: TypedStream<ConversationState>;
  /** Who wrote in a thread, its author first. */
  peopleOf: (conversationId: string, threadId: string) => Promise<string[]>;
}

/** Tells those who follow a thread that something was answered in it, or is gone; who is away finds it in her list. */
export function declareThreadFacts({ live, conversationTypes, peopleOf }: ThreadFactsOptions): void {
  const tell = async (conversationId: string, threadId: string | undefined) => {
    if (threadId === undefined) return;
    const [people, marks] = await Promise.all([
      peopleOf(conversationId, threadId),
      ThreadMarkModel.find({ threadId }).lean(),
    ]);
    const refused = new Set(marks.filter(({ follows }) => follows === false).map(({ userId }) => userId));
    const chosen = marks.filter(({ follows }) => follows === true).map(({ userId }) => userId);
    // Only those who follow its room now: whoever left it is told nothing.
    const here = new Set(live.peopleFollowing(conversationId));
    for (const userId of new Set([...people, ...chosen])) {
      if (refused.has(userId) || !here.has(userId)) continue;
      live.toPerson(userId, { type: "thread:changed", body: { conversationId, threadId } });
    }
  };
  conversationTypes.also("message:posted", (change) => tell(change.stream, bodyOf(change, "message:posted").threadId));
  conversationTypes.also("message:deleted", (change) =>
    tell(change.stream, bodyOf(change, "message:deleted").threadId),
  );
}
