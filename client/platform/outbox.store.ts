import { create } from "zustand";
import type { ErrorCode } from "../../shared/errors.ts";
import type { CallInput } from "../../shared/registry.ts";

/** What a message has beyond its text, as it is asked for. */
export type PostExtras = Omit<CallInput<"message:post">, "conversationId" | "clientId" | "text">;

/** A message of mine on its way. */
export interface OutboxEntry extends PostExtras {
  /** Made once; every attempt carries it, so that the message is written once. */
  clientId: string;
  conversationId: string;
  text: string;
  /** When it was written, in milliseconds. */
  at: number;
  /**
   * `sending`: given to the server, no answer yet, or answered and not yet come back. `waiting`: for the connection, its
   * turn, or the next attempt. `failed`: refused for good, see `problem`. `asking`: older than a day, sent only when the
   * person says so.
   */
  state: "sending" | "waiting" | "failed" | "asking";
  problem?: ErrorCode;
}

interface OutboxState {
  /** Of all conversations, in order of writing. */
  entries: OutboxEntry[];
}

export const outboxStore = create<OutboxState>()(() => ({ entries: [] }));
