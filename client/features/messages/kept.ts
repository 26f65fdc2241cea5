import * as z from "zod/mini";
import { type Member, member } from "../../../shared/members.ts";
import { type Message, message } from "../../../shared/messages.ts";
import type { Cache } from "../../platform/db.ts";
import { membersStore } from "../members/members.store.ts";
import { messagesStore } from "./messages.store.ts";
import type { Timeline } from "./timeline.ts";

const KEPT = 50;
const EVERY_MS = 2_000;

const keptRows = z.object({ rows: z.array(message), authors: z.array(member) });

/** @returns messages kept from the last visit with their authors; null when there are none that can be read */
export function keptMessages(stored: unknown): { rows: Message[]; authors: Member[] } | null {
  const kept = keptRows.safeParse(stored);
  return kept.success ? kept.data : null;
}

/** @returns under which key a conversation's messages are kept */
export function keptKey(conversationId: string): string {
  return `messages:${conversationId}`;
}

let stop: (() => void) | null = null;

/** Keeps the newest messages of every opened conversation on this device from now on, a little after each change. */
export function keepMessages(cache: Cache): void {
  if (stop) return;
  const changed = new Map<string, Timeline>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const save = () => {
    timer = null;
    for (const [id, timeline] of changed) {
      const rows = timeline.rows.slice(-KEPT);
      const { members } = membersStore.getState();
      const authors = [...new Set(rows.map(({ authorId }) => authorId))].flatMap((authorId) => members[authorId] ?? []);
      void cache.put(keptKey(id), { rows, authors });
    }
    changed.clear();
  };
  const unsubscribe = messagesStore.subscribe(({ timelines }, before) => {
    for (const [id, timeline] of Object.entries(timelines)) {
      // Only the present is worth keeping: what lies around an old message is not what she left off with.
      if (timeline.range?.to === null && timeline.rows !== before.timelines[id]?.rows) changed.set(id, timeline);
    }
    if (changed.size > 0) timer ??= setTimeout(save, EVERY_MS);
  });
  stop = () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}

export function stopKeepingMessages(): void {
  stop?.();
  stop = null;
}
