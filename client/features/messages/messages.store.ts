import { useMemo } from "react";
import { create } from "zustand";
import type { Message } from "../../../shared/messages.ts";
import { type OutboxEntry, outboxStore } from "../../platform/outbox.store.ts";
import { conversationsStore } from "../conversations/conversations.store.ts";
import { writingKey } from "./thread-key.ts";
import type { Timeline } from "./timeline.ts";

export interface MessagesState {
  timelines: Readonly<Record<string, Timeline>>;
  /** Messages kept from the last visit, shown until the true ones are there. */
  kept: Readonly<Record<string, readonly Message[]>>;
  /** The message that shall come on the screen; a new object each time it is asked. */
  target: { conversationId: string; seq: number } | null;
}

export const NO_MESSAGES: MessagesState = { timelines: {}, kept: {}, target: null };

export const messagesStore = create<MessagesState>()(() => NO_MESSAGES);

/** What the list of messages of one conversation shows. */
export interface TimelineView {
  /** In order of `seq`; deleted ones keep their place. */
  rows: readonly Message[];
  /** The rows are those of the last visit: the true ones are on their way. */
  isKept: boolean;
  /** Mine that have not come back yet, in order of writing. */
  pending: OutboxEntry[];
  hasOlder: boolean;
  /** True while the rows do not reach the present: new messages are then not at the end of the list. */
  hasNewer: boolean;
  loading: "none" | "older" | "newer" | "first";
  /** The last load failed; calling it again may succeed. */
  failed: boolean;
  /** Where the line of « new » stands: frozen when the conversation was opened. */
  firstUnreadSeq: number | null;
  readSeq: number;
}

const NONE: readonly Message[] = [];

export function useTimeline(id: string): TimelineView {
  const timeline = messagesStore((state) => state.timelines[id]);
  const kept = messagesStore((state) => state.kept[id]);
  const entries = outboxStore((state) => state.entries);
  const readSeq = conversationsStore((state) => state.held[id]?.summary.readSeq ?? 0);
  return useMemo(() => {
    const shown = timeline?.range ? timeline : null;
    return {
      rows: shown?.rows ?? kept ?? NONE,
      isKept: shown === null,
      pending: entries.filter((entry) => writingKey(entry) === id),
      hasOlder: shown?.hasOlder ?? false,
      hasNewer: shown !== null && shown.range?.to !== null,
      loading: timeline?.loading ?? "none",
      failed: timeline?.failed ?? false,
      firstUnreadSeq: timeline?.firstUnreadSeq ?? null,
      readSeq,
    };
  }, [timeline, kept, entries, id, readSeq]);
}
