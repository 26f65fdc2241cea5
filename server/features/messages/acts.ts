import { LIMITS } from "../../../shared/limits.ts";
import { type CommunityRole, roleReaches } from "../../../shared/members.ts";
import type { Reaction } from "../../../shared/messages.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { CallError } from "../../platform/errors.ts";
import type { ChangeDraft } from "../../platform/streams.ts";
import type { Access } from "../conversations/access.ts";
import type { ConversationState } from "../conversations/conversations.service.ts";
import { MessageModel, type StoredMessage } from "./messages.model.ts";
import { given, type Written, wordsIn } from "./words.ts";

interface Act {
  actorId: string;
  conversationId: string;
  messageId: string;
  clientId: string;
}

interface Edit extends Act, Written {
  role: CommunityRole;
}

/** Sets or takes back what moderators of a room may. */
interface Mark extends Act {
  role: CommunityRole;
  on: boolean;
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
  /** @throws CallError as for posting; DENIED; LIMIT_REACHED */
  pin(mark: Mark): Promise<Done>;
  /** @throws CallError as for posting; NOT_FOUND for what is no question; DENIED */
  resolve(mark: Mark): Promise<Done>;
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

/** A message as it was read, and the conversation as it was before that. */
interface Read {
  stored: StoredMessage | null;
  before: ConversationState;
}

export function createMessageActs({ log, access, withheld }: ActsOptions): MessageActs {
  const load = async (conversationId: string, messageId: string) => {
    await log.settled(conversationId);
    return MessageModel.findOne({ _id: messageId, conversationId }).lean<StoredMessage>();
  };

  /** Appends what `draft` makes of a message as it is when that is committed. */
  const appendOf = async (
    { actorId, conversationId, messageId, clientId }: Act,
    asked: readonly unknown[],
    draft: (state: ConversationState, read: Read) => ChangeDraft,
  ) => {
    for (let reads = 1; ; reads += 1) {
      const { state: before } = await log.state<ConversationState>(conversationId);
      const stored = await load(conversationId, messageId);
      try {
        const appended = await log.append<ConversationState>({
          stream: conversationId,
          actorId,
          clientId,
          asked,
          decide: (state) => draft(state, { stored, before }),
        });
        await log.follow(appended.change);
        await log.settled(conversationId);
        return { rev: appended.change.rev, dup: appended.dup };
      } catch (error) {
        if (!(error instanceof Outdated)) throw error;
        if (reads === READS) throw new CallError("BUSY", { retryAfterMs: 500 });
      }
    }
  };

  /** Appends what `draft` makes of a message that still stands, by one who may write there. */
  const change = (
    act: Act,
    asked: readonly unknown[],
    draft: (state: ConversationState, stored: StoredMessage) => ChangeDraft,
  ): Promise<Done> =>
    appendOf(act, asked, (state, { stored, before }) => {
      access.assertPoster(state, act.actorId);
      if (state.deletedRev !== before.deletedRev) throw new Outdated();
      const stands = stored?.deleted === "no" && !stored.withheldFrom.includes(act.actorId);
      if (!stored || !stands) throw new CallError("NOT_FOUND");
      return draft(state, stored);
    });

  const moderates = (state: ConversationState, { actorId, role }: { actorId: string; role: CommunityRole }) =>
    state.kind === "room" &&
    (roleReaches(role, "moderator") ||
      (access.isParticipant(state, actorId) && state.members.get(actorId)?.roomRole === "moderator"));

  return {
    edit: (edit) => {
      const { actorId, messageId, text, mentions, warning } = edit;
      const asked = ["message:edit", messageId, text, ...writtenMarks(edit)];
      return change(edit, asked, (state, { seq, authorId }) => {
        if (authorId !== actorId) throw new CallError("NOT_FOUND");
        const words = wordsIn({ state, access }, { text, mentions, warning }, edit);
        return { type: "message:edited", body: { messageId, seq, ...words, withheldFrom: withheld(state, actorId) } };
      });
    },

    react: (act) =>
      change(act, ["message:react", act.messageId, act.reaction, act.on], (state, { seq }) => {
        const { actorId, messageId, reaction, on } = act;
        const body = { messageId, seq, reaction, on, withheldFrom: withheld(state, actorId) };
        return { type: "message:reacted", body };
      }),

    pin: async (mark) => {
      const { conversationId, messageId, on } = mark;
      const pins = on ? await MessageModel.countDocuments({ conversationId, pinned: true }) : 0;
      return change(mark, ["message:pin", messageId, on], (state, { seq }) => {
        if (state.kind === "room" && !moderates(state, mark)) throw new CallError("DENIED");
        if (pins >= LIMITS.pins) throw new CallError("LIMIT_REACHED");
        return { type: "message:pinned", body: { messageId, seq, on } };
      });
    },

    resolve: (mark) =>
      change(mark, ["message:resolve", mark.messageId, mark.on], (state, { seq, authorId, question }) => {
        const { actorId, messageId, on } = mark;
        if (question === undefined) throw new CallError("NOT_FOUND");
        if (authorId !== actorId && !moderates(state, mark)) throw new CallError("DENIED");
        return { type: "message:resolved", body: { messageId, seq, on } };
      }),

    remove: (removal) => {
      const { actorId, messageId, reason } = removal;
      return appendOf(removal, ["message:delete", messageId, reason], (state, { stored }) => {
        const isModerator = moderates(state, removal);
        if (!isModerator) access.assertParticipant(state, actorId);
        if (!stored || stored.withheldFrom.includes(actorId)) throw new CallError("NOT_FOUND");
        const own = stored.authorId === actorId;
        if (!own && !isModerator) throw new CallError("DENIED");
        const { seq, rev: postedRev, authorId } = stored;
        // Whoever deletes it again takes nothing more out of its thread.
        const isFirst = stored.deleted === "no" && !state.deletedLately.includes(messageId);
        const threadId = isFirst ? stored.threadId : undefined;
        const by = own ? "by-author" : "by-moderation";
        return {
          type: "message:deleted",
          body: { messageId, seq, postedRev, by, authorId, reason, ...given({ threadId }) },
        };
      });
    },
  };
}

/** What is asked beyond a text, where something is: an action without it was noted without it before. */
export function writtenMarks({ mentions, warning }: Written): unknown[] {
  return mentions === undefined && warning === undefined ? [] : [mentions ?? [], warning ?? null];
}
