import * as z from "zod/mini";
import { conversationSummary, requestCard, room } from "../../../shared/conversations.ts";
import type { Cache } from "../../platform/db.ts";
import { conversationsStore } from "./conversations.store.ts";
import { holdSummary } from "./summary.ts";

const KEY = "conversations";
const EVERY_MS = 2_000;

const keptList = z.object({
  conversations: z.array(conversationSummary),
  requests: z.array(requestCard),
  rooms: z.array(room),
});

let stop: (() => void) | null = null;

/** Keeps the list on this device from now on, a little after each change. */
export function keepList(cache: Cache): void {
  if (stop) return;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const save = () => {
    timer = null;
    const { held, requests, rooms } = conversationsStore.getState();
    void cache.put(KEY, {
      conversations: Object.values(held).map(({ summary }) => summary),
      requests: Object.values(requests),
      rooms: Object.values(rooms),
    });
  };
  const unsubscribe = conversationsStore.subscribe((state, before) => {
    const changed = state.held !== before.held || state.requests !== before.requests || state.rooms !== before.rooms;
    if (changed) timer ??= setTimeout(save, EVERY_MS);
  });
  save();
  stop = () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}

export function forgetList(): void {
  stop?.();
  stop = null;
}

/** Shows the list of the last visit, unless the true one is there. What cannot be read any more is left out. */
export async function restoreList(cache: Cache): Promise<void> {
  const kept = keptList.safeParse(await cache.get(KEY));
  if (!kept.success || conversationsStore.getState().listed) return;
  const { conversations, requests, rooms } = kept.data;
  conversationsStore.setState({
    listed: true,
    held: Object.fromEntries(conversations.map((summary) => [summary.id, holdSummary(summary)])),
    requests: Object.fromEntries(requests.map((card) => [card.conversationId, card])),
    rooms: Object.fromEntries(rooms.map((one) => [one.id, one])),
  });
}
