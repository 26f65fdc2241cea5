import { type CommunityRole, roleReaches } from "../../../shared/members.ts";
import type { Reaction } from "../../../shared/messages.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { CallError } from "../../platform/errors.ts";
import type { ChangeDraft } from "../../platform/streams.ts";
import type { Access } from "../conversations/access.ts";
import type { ConversationState } from "../conversations/conversations.service.ts";
import { MessageModel, type StoredMessage } from "./messages.model.ts";

interface Act {
  actorId: string;
  conversationId: string;
  messageId: string;
  clientId: string;
}

interface Edit extends Act {
  text: string;
}

interface ReactionAct extends Act {
  reaction: Reaction;
  on: boolean;
}

interface Removal extends Act {
  role: CommunityRole;
  reason: string;
}

interface Done {
  rev: number;
  dup: boolean;
}

/** What is done to a message that is there. */
export interface MessageActs {
  /** @throws CallError as for posting; NOT_FOUND for what is not hers or is gone */
  edit(edit: Edit): Promise<Done>;
  /** @throws CallError as for posting; NOT_FOUND for what she may not see or is gone */
  react(act: ReactionAct): Promise<Done>;
  /** @throws CallError NOT_FOUND, DENIED */
  remove(removal: Removal): Promise<Done>;
}

interface ActsOptions {
  log: ChangeLog;
  access: Access;
  /** @returns the people of a direct conversation from whom the actor's words are kept. @throws CallError BLOCKED */
  withheld: (state: ConversationState, actorId: string) => string[];
}

/** The message that was read may have been deleted since: it is read again. */
class Outdated extends Error {}

const READS = 5;

export function createMessageActs({ log, access, withheld }: ActsOptions): MessageActs {
  const load = async (conversationId: string, messageId: string) => {
    await log.settled(conversationId);
    return MessageModel.findOne({ _id: messageId, conversationId }).lean<StoredMessage>();
  };

  /** Appends what `draft` makes of a message that still stands when it is committed. */
  const change = async (
    act: Act,
    asked: readonly unknown[],
    draft: (state: ConversationState, stored: StoredMessage) => ChangeDraft,
  ): Promise<Done> => {
    const { actorId, conversationId, messageId, clientId } = act;
    for (let reads = 1; ; reads += 1) {
      const { state: before } = await log.state<ConversationState>(conversationId);
      const stored = await load(conversationId, messageId);
      try {
        const appended = await log.append<ConversationState>({
          stream: conversationId,
          actorId,
          clientId,
          asked,
          decide: (state) => {
            access.assertPoster(state, actorId);
            if (state.deletedRev !== before.deletedRev) throw new Outdated();
            const stands = stored?.deleted === "no" && !stored.withheldFrom.includes(actorId);
            if (!stored || !stands) throw new CallError("NOT_FOUND");
            return draft(state, stored);
          },
        });
        await log.settled(conversationId);
        return { rev: appended.change.rev, dup: appended.dup };
      } catch (error) {
        if (!(error instanceof Outdated)) throw error;
        if (reads === READS) throw new CallError("BUSY", { retryAfterMs: 500 });
      }
    }
  };

  return {
    edit: (edit) =>
      change(edit, ["message:edit", edit.messageId, edit.text], (state, { seq, authorId }) => {
        const { actorId, messageId, text } = edit;
        if (authorId !== actorId) throw new CallError("NOT_FOUND");
        return { type: "message:edited", body: { messageId, seq, text, withheldFrom: withheld(state, actorId) } };
      }),

    react: (act) =>
      change(act, ["message:react", act.messageId, act.reaction, act.on], (state, { seq }) => {
        const { actorId, messageId, reaction, on } = act;
        const body = { messageId, seq, reaction, on, withheldFrom: withheld(state, actorId) };
        return { type: "message:reacted", body };
      }),

    remove: async ({ actorId, role, conversationId, messageId, clientId, reason }) => {
      const stored = await load(conversationId, messageId);
      const moderates = (state: ConversationState) =>
        state.kind === "room" &&
        (roleReaches(role, "moderator") ||
          (access.isParticipant(state, actorId) && state.members.get(actorId)?.roomRole === "moderator"));
      const { change: deletion, dup } = await log.append<ConversationState>({
        stream: conversationId,
        actorId,
        clientId,
        asked: ["message:delete", messageId, reason],
        decide: (state) => {
          if (!moderates(state)) access.assertParticipant(state, actorId);
          if (!stored || stored.withheldFrom.includes(actorId)) throw new CallError("NOT_FOUND");
          const own = stored.authorId === actorId;
          if (!own && !moderates(state)) throw new CallError("DENIED");
          const by = own ? "by-author" : "by-moderation";
          const { seq, rev: postedRev, authorId } = stored;
          return { type: "message:deleted", body: { messageId, seq, postedRev, by, authorId, reason } };
        },
      });
      await log.follow(deletion);
      await log.settled(conversationId);
      return { rev: deletion.rev, dup };
    },
  };
}
