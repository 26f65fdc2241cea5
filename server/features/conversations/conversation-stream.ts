import { publicId } from "../../../shared/ids.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Live } from "../../platform/live.ts";
import { createTypedStream, type TypedStream } from "../../platform/typed-stream.ts";
import type { Access } from "./access.ts";
import { type ConversationState, foldConversation, loadConversationState } from "./conversation-state.ts";

interface ConversationStreamOptions {
  log: ChangeLog;
  live: Live;
  access: Access;
}

/**
 * Declares the streams of conversations. A room's change is encoded once and goes to all who follow it; a direct
 * conversation's goes to each of its two people as she may see it, and only once she has accepted.
 * @returns where features add their types of change
 */
export function defineConversationStream({
  log,
  live,
  access,
}: ConversationStreamOptions): TypedStream<ConversationState> {
  const types = createTypedStream<ConversationState>();
  log.define<ConversationState>({
    owns: (stream) => publicId.safeParse(stream).success,
    load: loadConversationState,
    fold: foldConversation,
    project: types.project,
    follow: types.follow,
    publish: async (change, state) => {
      types.route(change, state);
      if (state.kind !== "direct") {
        live.toStream(change.stream, await types.toFact(change, null));
        return;
      }
      for (const userId of state.members.keys()) {
        if (access.isParticipant(state, userId)) live.toPerson(userId, await types.toFact(change, userId));
      }
    },
  });
  return types;
}
