import type { ChangeLog } from "../../platform/change-log.ts";
import type { Live } from "../../platform/live.ts";
import type { BlockIndex } from "../members/blocks.ts";
import type { ConversationState } from "./conversation-state.ts";
import { tellWhereabouts } from "./whereabouts.facts.ts";

/** A tab that reloads comes back within this time; nobody needs to know. */
const GOODBYE_MS = 5_000;

/** Who is here: derived from open sockets, told as it changes, never stored. */
export interface PresenceBoard {
  arrived(userId: string, streams: readonly string[]): void;
  left(userId: string, streams: readonly string[]): void;
  stop(): void;
}

interface PresenceOptions {
  log: ChangeLog;
  live: Live;
  blocks: BlockIndex;
  /** Delay before somebody's absence is told, in milliseconds. */
  goodbyeMs?: number;
}

export function createPresence({ log, live, blocks, goodbyeMs = GOODBYE_MS }: PresenceOptions): PresenceBoard {
  const shown = new Map<string, Set<string>>();
  const timers = new Set<NodeJS.Timeout>();

  const tell = async (conversationId: string, userId: string, here: boolean) => {
    const { state } = await log.state<ConversationState>(conversationId);
    tellWhereabouts(live, blocks, {
      state,
      fact: { type: "presence:changed", body: { conversationId, userId, here } },
    });
  };

  const conversationsIn = (streams: readonly string[]) =>
    streams.filter((stream) => !/^(user:|community$)/.test(stream));

  return {
    arrived: (userId, streams) => {
      for (const id of conversationsIn(streams)) {
        const present = shown.get(id) ?? new Set<string>();
        shown.set(id, present);
        if (present.has(userId)) continue;
        present.add(userId);
        void tell(id, userId, true).catch(() => undefined);
      }
    },
    left: (userId, streams) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (live.isConnected(userId)) return;
        for (const id of conversationsIn(streams)) {
          if (shown.get(id)?.delete(userId)) void tell(id, userId, false).catch(() => undefined);
        }
      }, goodbyeMs);
      timer.unref();
      timers.add(timer);
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
