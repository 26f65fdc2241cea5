import type { ChangeLog } from "../../platform/change-log.ts";
import type { Clock } from "../../platform/clock.ts";
import { CallError } from "../../platform/errors.ts";
import { type ConversationState, sanctionInForce } from "./conversation-state.ts";
import type { HeldSanction, Membership } from "./conversations.model.ts";

/**
 * Membership: the only way to a conversation, for sockets, HTTP and files alike. The `assert` functions are synchronous,
 * so that they can run inside the decision that commits.
 */
export interface Access {
  /**
   * The conversation as somebody in it.
   * @throws CallError NOT_FOUND alike for what does not exist, what she is not in, and what she is banned from
   */
  participant(userId: string, conversationId: string): Promise<Place>;
  /** @throws CallError NOT_FOUND */
  assertParticipant(state: ConversationState, userId: string): Membership;
  /** @throws CallError NOT_FOUND, MUTED, ARCHIVED, REQUEST_PENDING */
  assertPoster(state: ConversationState, userId: string): Membership;
  /** @returns whether the person may read the conversation now */
  isParticipant(state: ConversationState, userId: string): boolean;
  /** @throws CallError NOT_FOUND when there is no such room (archived ones included) */
  room(conversationId: string): Promise<{ state: ConversationState; rev: number }>;
}

export interface Place {
  state: ConversationState;
  membership: Membership;
  rev: number;
}

interface AccessOptions {
  log: ChangeLog;
  clock: Clock;
  /** A mute of the whole community in force, known without waiting. */
  muteOf: (userId: string) => HeldSanction | undefined;
}

export function createAccess({ log, clock, muteOf }: AccessOptions): Access {
  const isParticipant = (state: ConversationState, userId: string) => {
    const membership = state.members.get(userId);
    return membership?.presence === "joined" && sanctionInForce(membership, "ban", clock.now()) === undefined;
  };
  const assertParticipant = (state: ConversationState, userId: string): Membership => {
    const membership = state.members.get(userId);
    if (!membership || !isParticipant(state, userId)) throw new CallError("NOT_FOUND");
    return membership;
  };
  return {
    isParticipant,
    assertParticipant,
    assertPoster: (state, userId) => {
      const membership = assertParticipant(state, userId);
      const mute = sanctionInForce(membership, "mute", clock.now()) ?? muteOf(userId);
      if (mute) throw new CallError("MUTED", { details: { sanctionId: mute.id, until: mute.until } });
      if (state.archived) throw new CallError("ARCHIVED");
      if (state.kind === "direct" && [...state.members.values()].some(({ presence }) => presence !== "joined")) {
        throw new CallError("REQUEST_PENDING");
      }
      return membership;
    },
    participant: async (userId, conversationId) => {
      const { state, rev } = await log.state<ConversationState>(conversationId);
      return { state, rev, membership: assertParticipant(state, userId) };
    },
    room: async (conversationId) => {
      const { state, rev } = await log.state<ConversationState>(conversationId);
      if (state.kind !== "room") throw new CallError("NOT_FOUND");
      return { state, rev };
    },
  };
}
