import { COMMUNITY_STREAM } from "../../../shared/ids.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { type ChangeDraft, derivedClientId, SYSTEM_ACTOR } from "../../platform/streams.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { bodyOf, type ConversationState } from "../conversations/conversations.service.ts";
import { actDraft, type CommunityState } from "./community-state.ts";

/** Records in the audit log what was committed elsewhere; the same change is recorded once. */
export async function recordDerived(log: ChangeLog, change: StoredChange, draft: ChangeDraft): Promise<void> {
  const key = [change.stream, String(change.rev)];
  await log.append<CommunityState>({
    stream: COMMUNITY_STREAM,
    actorId: SYSTEM_ACTOR,
    clientId: derivedClientId("audit", ...key),
    asked: ["audit", ...key],
    decide: () => draft,
  });
}

/** @returns the line of the audit log that a conversation's change deserves, or null */
function actOf(change: StoredChange): ChangeDraft | null {
  const { actorId, stream: conversationId } = change;
  switch (change.type) {
    case "conversation:opened": {
      const { kind, name } = bodyOf(change, "conversation:opened");
      if (kind !== "room" || actorId === SYSTEM_ACTOR) return null;
      return actDraft({ act: "room-created", actorId, conversationId, after: name });
    }
    case "room:renamed": {
      const { before, name } = bodyOf(change, "room:renamed");
      return actDraft({ act: "room-renamed", actorId, conversationId, before, after: name });
    }
    case "room:described": {
      const { before, description } = bodyOf(change, "room:described");
      return actDraft({ act: "room-described", actorId, conversationId, before, after: description });
    }
    case "room:archived":
      return actDraft({ act: "room-archived", actorId, conversationId });
    case "room:restored":
      return actDraft({ act: "room-restored", actorId, conversationId });
    case "room-role:set": {
      const { userId, roomRole } = bodyOf(change, "room-role:set");
      return actDraft({ act: "room-moderator-changed", actorId, conversationId, targetId: userId, after: roomRole });
    }
    case "message:deleted": {
      if (bodyOf(change, "message:deleted").by !== "by-moderation") return null;
      // The reason alone: what was taken away is not kept here either.
      const { authorId, reason } = change.body as { authorId: string; reason: string };
      return actDraft({ act: "message-removed", actorId, conversationId, targetId: authorId, text: reason });
    }
    default:
      return null;
  }
}

const RECORDED = [
  "conversation:opened",
  "room:renamed",
  "room:described",
  "room:archived",
  "room:restored",
  "room-role:set",
  "message:deleted",
] as const;

/** Makes the acts of administrators and moderators in rooms appear in the audit log. */
export function recordRoomActs(log: ChangeLog, conversationTypes: TypedStream<ConversationState>): void {
  for (const type of RECORDED) {
    conversationTypes.also(type, async (change) => {
      const draft = actOf(change);
      if (draft) await recordDerived(log, change, draft);
    });
  }
}
