import { useEffect, useRef, useState } from "react";
import { useDraft, useReplyTarget } from "./drafts.ts";
import { sendMessage } from "./messages.actions.ts";

export interface Sending {
  draft: string;
  setDraft: (text: string) => void;
  /** The text is being stored for sending. */
  isStoring: boolean;
  /** The device refused to store it: the text is still here. */
  isRefused: boolean;
  send: () => Promise<void>;
}

/** The draft of a conversation, and how it is handed to the outbox: it empties only once it is stored there. */
export function useSending(conversationId: string): Sending {
  const [draft, setDraft] = useDraft(conversationId);
  const [replyTo, setReplyTo] = useReplyTarget(conversationId);
  const [isStoring, setStoring] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const send = async (): Promise<void> => {
    if (isStoring) return;
    const text = draft.trim();
    setStoring(true);
    setRefused(false);
    try {
      await sendMessage(conversationId, text, replyTo ?? undefined);
      setReplyTo(null);
      // What was written meanwhile, in another tab for instance, stays.
      const now = latest.current;
      setDraft(now === draft ? "" : now.startsWith(draft) ? now.slice(draft.length) : now);
    } catch {
      setRefused(true);
    } finally {
      setStoring(false);
    }
  };
  return { draft, setDraft, isStoring, isRefused, send };
}
