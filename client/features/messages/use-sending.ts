import { useEffect, useRef, useState } from "react";
import type { ErrorCode } from "../../../shared/errors.ts";
import { codeOf } from "../../platform/errors.ts";
import type { PostExtras } from "../../platform/outbox.store.ts";
import { membersOf } from "../conversations/conversations.store.ts";
import { trayPart } from "../photos/photos.actions.ts";
import { useTray } from "../photos/photos.store.ts";
import { composerParts } from "./composer-parts.ts";
import { noteDraft } from "./draft-sync.ts";
import { useDraft, useReplyTarget } from "./drafts.ts";
import { sendMessage } from "./messages.actions.ts";
import { useOptions } from "./options.ts";
import { type WritingPlace, writingKey } from "./thread-key.ts";

export interface Sending {
  draft: string;
  setDraft: (text: string) => void;
  /** The text is being stored for sending. */
  isStoring: boolean;
  /** The device refused to store it: the text is still here. */
  isRefused: boolean;
  /** The code of what refused a photo; it says so at its place too. */
  photoProblem: ErrorCode | null;
  send: () => Promise<void>;
}

/** The draft of a place, and how it is handed to the outbox: it empties only once it is stored there. */
export function useSending(place: WritingPlace): Sending {
  const key = writingKey(place);
  const { conversationId, threadId } = place;
  const [draft, keepDraft] = useDraft(key);
  const setDraft = (text: string): void => {
    keepDraft(text);
    noteDraft(key, text);
  };
  const [replyTo, setReplyTo] = useReplyTarget(key);
  const options = useOptions(key);
  const [isStoring, setStoring] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const [photoProblem, setPhotoProblem] = useState<ErrorCode | null>(null);
  const hasPhotos = useTray(key).uploads.length > 0;
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const developed = async () => (hasPhotos ? (await trayPart.load()).developTray(key) : null);
  const send = async (): Promise<void> => {
    if (isStoring) return;
    const text = draft.trim();
    setStoring(true);
    setRefused(false);
    setPhotoProblem(null);
    const album = await developed().catch((error: unknown) => {
      setPhotoProblem(codeOf(error));
      return "failed" as const;
    });
    if (album === "failed") {
      setStoring(false);
      return;
    }
    try {
      await sendMessage(conversationId, text, {
        ...(await extrasOf(text, conversationId)),
        ...options.asked,
        ...(replyTo !== null && { replyTo }),
        ...(threadId !== undefined && { threadId }),
        ...(album && { photos: album.photos }),
      });
      album?.clear();
      setReplyTo(null);
      options.clear();
      // What was written meanwhile, in another tab for instance, stays.
      const now = latest.current;
      setDraft(now === draft ? "" : now.startsWith(draft) ? now.slice(draft.length) : now);
    } catch {
      setRefused(true);
    } finally {
      setStoring(false);
    }
  };
  return { draft, setDraft, isStoring, isRefused, photoProblem, send };
}

/** @returns what a text itself asks for: those whom it names */
export async function extrasOf(text: string, conversationId: string): Promise<Pick<PostExtras, "mentions">> {
  if (!text.includes("@")) return {};
  // Without it, as when it cannot be fetched, the text goes as it is.
  const parts = await composerParts.load().catch(() => null);
  const mentions = parts?.mentionsIn(text, membersOf(conversationId)) ?? [];
  return mentions.length === 0 ? {} : { mentions };
}
