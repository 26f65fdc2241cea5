import type { RequestCard } from "../../../shared/conversations.ts";
import { userStream } from "../../../shared/ids.ts";
import type { SanctionReason } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import { CallError } from "../../platform/errors.ts";
import type { Live } from "../../platform/live.ts";
import type { Log } from "../../platform/log.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import type { ConversationState } from "../conversations/conversations.service.ts";
import type { Members } from "../members/members.service.ts";
import type { UserState } from "../members/user-stream.ts";
import type { Moderation } from "../moderation/moderation.service.ts";
import { type Answer, declareRequestChanges } from "./direct-messages.facts.ts";
import { declareRequestFollowUps } from "./follow-ups.ts";
import { pairId } from "./pair.ts";
import { isRefused } from "./requests.model.ts";
import { createSending, type Letter, type SendingOptions, type Sent } from "./sending.ts";

export { refusedRequests } from "./requests.model.ts";

interface Act {
  actorId: string;
  conversationId: string;
  clientId: string;
}

interface Committed {
  rev: number;
  dup: boolean;
}

/** Private conversations: the first letter waits until its recipient accepts it. */
export interface DirectMessages {
  /** @throws CallError NOT_FOUND, MUTED, BLOCKED, REQUEST_PENDING, LIMIT_REACHED, IDEMPOTENCY_MISMATCH */
  send(letter: Letter): Promise<Sent>;
  /** @returns the text of a request that waits for the viewer. @throws CallError NOT_FOUND */
  reveal(viewerId: string, conversationId: string): Promise<Message[]>;
  /** @throws CallError NOT_FOUND when nothing waits there for her, IDEMPOTENCY_MISMATCH */
  accept(act: Act): Promise<Committed>;
  /** The sender is not told. `rev` is the recipient's own stream's. @throws CallError NOT_FOUND, IDEMPOTENCY_MISMATCH */
  refuse(act: Act): Promise<Committed>;
  /** Refuses, and files it with its text. @throws CallError NOT_FOUND, IDEMPOTENCY_MISMATCH */
  report(act: Act & { reason: SanctionReason; text: string }): Promise<Committed>;
  /** @returns the pair's conversation when the viewer is in it, else null: a request that waits for her is none */
  conversationOf(viewerId: string, otherId: string): Promise<string | null>;
}

interface DirectMessagesOptions extends SendingOptions {
  live: Live;
  logger: Log;
  members: Pick<Members, "person">;
  messages: { opening(viewerId: string, conversationId: string): Promise<Message[]> };
  requestCard: (state: ConversationState, recipientId: string) => Promise<RequestCard>;
  moderation: Pick<Moderation, "fileReport" | "standingSanctions">;
  conversationTypes: TypedStream<ConversationState>;
  userTypes: TypedStream<UserState>;
}

export function createDirectMessages(options: DirectMessagesOptions): DirectMessages {
  const { log, logger, access, blocks, members, messages } = options;
  const sending = createSending(options);
  declareRequestChanges(options);
  declareRequestFollowUps(options);

  /** The state of a conversation that waits for a person's answer, or null. Whether she blocks the sender is not asked. */
  const waitingFor = async (userId: string, conversationId: string): Promise<ConversationState | null> => {
    const { state } = await log.state<ConversationState>(conversationId);
    const waits = state.kind === "direct" && state.members.get(userId)?.presence === "requested";
    return waits && !(await isRefused(conversationId)) ? state : null;
  };

  /** As waitingFor, and nothing from somebody whom she blocks. */
  const shownTo = async (userId: string, conversationId: string) => {
    const state = await waitingFor(userId, conversationId);
    return state && !blocks.blocks(userId, state.requesterId ?? "") ? state : null;
  };

  /** In her own stream, never in the conversation's: its sender could count the revs. */
  const refuse = async ({ actorId, conversationId, clientId }: Act, report: Answer["report"]): Promise<Committed> => {
    const waiting = await waitingFor(actorId, conversationId);
    const stream = userStream(actorId);
    const { change, dup } = await log.append<UserState>({
      stream,
      actorId,
      clientId,
      asked: ["request:refuse", conversationId, report],
      decide: () => {
        if (!waiting) throw new CallError("NOT_FOUND");
        return { type: "request:answered", body: { conversationId, answer: "refused", report } };
      },
    });
    await log.follow(change);
    await log.settled(stream);
    return { rev: change.rev, dup };
  };

  /** Not awaited: how long it takes to tell the recipient, or not to tell her, is nothing for the sender to measure. */
  const followLater = (change: StoredChange) => {
    log.follow(change).catch((error: unknown) => {
      logger.error({ stream: change.stream, rev: change.rev, err: error }, "a request was not told");
    });
  };

  return {
    send: async (letter) => {
      const { actorId, otherId } = letter;
      const other = actorId === otherId ? null : await members.person(otherId);
      if (other?.state !== "active") throw new CallError("NOT_FOUND");
      const { sent, change } = await sending.send(letter);
      await log.settled(sent.conversationId);
      if (change?.type === "request:accepted") await log.follow(change);
      else if (change) followLater(change);
      return sent;
    },

    reveal: async (viewerId, conversationId) => {
      if (!(await shownTo(viewerId, conversationId))) throw new CallError("NOT_FOUND");
      return messages.opening(viewerId, conversationId);
    },

    accept: async ({ actorId, conversationId, clientId }) => {
      const shown = await shownTo(actorId, conversationId);
      const { change, dup } = await log.append<ConversationState>({
        stream: conversationId,
        actorId,
        clientId,
        asked: ["request:accept"],
        decide: (state) => {
          if (!shown || state.members.get(actorId)?.presence !== "requested") throw new CallError("NOT_FOUND");
          return { type: "request:accepted", body: { userId: actorId } };
        },
      });
      await log.follow(change);
      await log.settled(conversationId);
      return { rev: change.rev, dup };
    },

    refuse: (act) => refuse(act, null),
    report: ({ reason, text, ...act }) => refuse(act, { reason, text }),

    conversationOf: async (viewerId, otherId) => {
      const { state } = await log.state<ConversationState>(pairId(viewerId, otherId));
      return access.isParticipant(state, viewerId) ? state.id : null;
    },
  };
}
