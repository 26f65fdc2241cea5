import type { RequestCard } from "../../../shared/conversations.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { Live } from "../../platform/live.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { bodyOf, type ConversationState, projectMembership } from "../conversations/conversations.service.ts";
import type { BlockIndex } from "../members/blocks.ts";
import { ownerOf, type UserState } from "../members/user-stream.ts";
import { projectAnswer } from "./requests.model.ts";

/** A recipient's answer, as her own stream stores it. */
export interface Answer {
  conversationId: string;
  answer: "accepted" | "refused";
  /** What she tells the moderators, when she refuses and reports. */
  report: { reason: string; text: string } | null;
}

/** @returns the answer that a `request:answered` change holds */
export function answerOf(change: StoredChange): Answer {
  return change.body as unknown as Answer;
}

interface DirectMessageFactsOptions {
  conversationTypes: TypedStream<ConversationState>;
  userTypes: TypedStream<UserState>;
  live: Live;
  blocks: BlockIndex;
}

/** What asking and answering mean: projections and facts. A refusal is told to nobody but to her who refused. */
export function declareRequestChanges({ conversationTypes, userTypes, live, blocks }: DirectMessageFactsOptions): void {
  conversationTypes.on("request:accepted", {
    project: (change, state) => projectMembership(state, bodyOf(change, "request:accepted").userId),
    route: (change, state) => {
      const { userId } = bodyOf(change, "request:accepted");
      live.toPerson(userId, { type: "conversation:gained", body: { conversationId: state.id } });
    },
    fact: () => ({ type: "request:accepted", body: {} }),
  });

  userTypes.on("request:received", {
    fact: (change, viewerId) => {
      const { request } = change.body as { request: RequestCard };
      if (viewerId === null || blocks.blocks(viewerId, request.fromId)) return null;
      return { type: "request:received", body: { request } };
    },
  });
  userTypes.on("request:answered", {
    project: async (change) => {
      const { conversationId, answer } = answerOf(change);
      await projectAnswer(conversationId, { recipientId: ownerOf(change.stream), refused: answer === "refused" });
    },
    fact: (change) => {
      const { conversationId, answer } = answerOf(change);
      return { type: "request:answered", body: { conversationId, answer } };
    },
  });
}
