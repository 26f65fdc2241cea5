import { useEffect } from "react";
import type { Message } from "../../../shared/messages.ts";
import { call } from "../../platform/api.ts";
import { codeOf, noAnswer } from "../../platform/errors.ts";
import { knownRev } from "../../platform/known-revs.ts";
import { learnMembers } from "../members/members.store.ts";
import { messagesStore } from "./messages.store.ts";
import { withQuoted } from "./timeline.ts";

/** Attempts at a message that is older than what is known already. */
const ATTEMPTS = 3;

const underWay = new Set<string>();

async function fetchQuoted(conversationId: string, messageId: string): Promise<Message | null> {
  const known = knownRev(conversationId) ?? 0;
  for (let attempt = 1; ; attempt += 1) {
    const { message, author, rev } = await call("message:show", { conversationId, messageId });
    if (author) learnMembers([author]);
    // What was told while it was on its way is not in it, and was told of a message not held here.
    if (rev >= (knownRev(conversationId) ?? known)) return message;
    if (attempt === ATTEMPTS) throw noAnswer();
  }
}

/** Loads what a message answers, once. Never rejects: what cannot be loaded now is asked for again by the next row. */
async function loadQuoted(conversationId: string, messageId: string): Promise<void> {
  if (underWay.has(messageId)) return;
  underWay.add(messageId);
  try {
    const message = await fetchQuoted(conversationId, messageId).catch((error: unknown) => {
      if (codeOf(error) === "NOT_FOUND") return null;
      throw error;
    });
    messagesStore.setState(({ timelines }) => {
      const timeline = timelines[conversationId];
      if (!timeline) return {};
      return { timelines: { ...timelines, [conversationId]: withQuoted(timeline, { [messageId]: message }) } };
    });
  } catch {
    // Without an answer nothing is known of it.
  } finally {
    underWay.delete(messageId);
  }
}

/** @returns what a message answers: null when it is gone, undefined while it is not known yet */
export function useQuoted(conversationId: string, messageId: string): Message | null | undefined {
  const quoted = messagesStore(({ timelines }) => {
    const timeline = timelines[conversationId];
    return timeline?.rows.find(({ id }) => id === messageId) ?? timeline?.quoted[messageId];
  });
  const isKnown = quoted !== undefined;
  useEffect(() => {
    if (!isKnown) void loadQuoted(conversationId, messageId);
  }, [conversationId, messageId, isKnown]);
  return quoted;
}
