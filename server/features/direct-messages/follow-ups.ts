import type { RequestCard } from "../../../shared/conversations.ts";
import { userStream } from "../../../shared/ids.ts";
import type { SanctionReason } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { derivedClientId, SYSTEM_ACTOR } from "../../platform/streams.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import type { BlockIndex } from "../members/blocks.ts";
import { ownerOf, type UserState } from "../members/user-stream.ts";
import type { Moderation } from "../moderation/moderation.service.ts";
import { answerOf } from "./direct-messages.facts.ts";
import { projectSent } from "./requests.model.ts";

interface RequestFollowUpsOptions {
  log: ChangeLog;
  blocks: BlockIndex;
  messages: { opening(viewerId: string, conversationId: string): Promise<Message[]> };
  requestCard: (state: ConversationState, recipientId: string) => Promise<RequestCard>;
  moderation: Pick<Moderation, "fileReport">;
  conversationTypes: TypedStream<ConversationState>;
  userTypes: TypedStream<UserState>;
}

/** Wires what a request and its answer entail for its recipient. */
export function declareRequestFollowUps(options: RequestFollowUpsOptions): void {
  const { log, blocks, messages, requestCard, moderation, conversationTypes, userTypes } = options;

  const tell = async (userId: string, key: string[], draft: { type: string; body: Record<string, unknown> }) => {
    const { change } = await log.append<UserState>({
      stream: userStream(userId),
      actorId: SYSTEM_ACTOR,
      clientId: derivedClientId(draft.type, ...key),
      asked: [draft.type, ...key],
      decide: () => draft,
    });
    await log.follow(change);
  };
  const tellAccepted = (userId: string, conversationId: string, key: string) =>
    tell(userId, [conversationId, key], {
      type: "request:answered",
      body: { conversationId, answer: "accepted", report: null },
    });

  conversationTypes.also("conversation:opened", async (change) => {
    const { kind, requesterId, members } = bodyOf(change, "conversation:opened");
    const recipient = members.find(({ userId }) => userId !== requesterId);
    if (kind !== "direct" || requesterId === null || !recipient) return;
    const conversationId = change.stream;
    const recipientId = recipient.userId;
    await projectSent(conversationId, { requesterId, recipientId, sentAt: change.at });
    const waits = async () => {
      const { state } = await log.state<ConversationState>(conversationId);
      return state.members.get(recipientId)?.presence === "requested" ? state : null;
    };
    const waiting = await waits();
    if (!waiting || blocks.blocks(recipientId, requesterId)) return;
    const request = await requestCard(waiting, recipientId);
    await tell(recipientId, [conversationId], { type: "request:received", body: { request } });
    // She may have written at the same moment: then her list must not keep a request that is answered.
    if (!(await waits())) await tellAccepted(recipientId, conversationId, "at once");
  });

  conversationTypes.also("request:accepted", (change) =>
    tellAccepted(bodyOf(change, "request:accepted").userId, change.stream, String(change.rev)),
  );

  userTypes.also("request:answered", async (change) => {
    const { conversationId, report } = answerOf(change);
    if (!report) return;
    const { state } = await log.state<ConversationState>(conversationId);
    const opening = await messages.opening(ownerOf(change.stream), conversationId);
    await moderation.fileReport(change, {
      reporterId: ownerOf(change.stream),
      targetId: state.requesterId ?? "",
      conversationId,
      reason: report.reason as SanctionReason,
      text: report.text,
      copy: opening.map(({ text }) => text).join("\n"),
    });
  });
}
