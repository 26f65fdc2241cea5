import type { LiveFact } from "../../../shared/facts.ts";
import type { Live } from "../../platform/live.ts";
import type { BlockIndex } from "../members/blocks.ts";
import type { ConversationState } from "./conversation-state.ts";

/** Of somebody in a conversation, told to the others who may know. */
type Whereabouts = Extract<LiveFact, { type: "typing:seen" | "presence:changed" }>;

/**
 * Tells where somebody is or what she is doing. Nobody learns it of a person who blocks her, nor of one whom she blocks:
 * a block is the end of both.
 */
export function tellWhereabouts(
  live: Live,
  blocks: BlockIndex,
  about: { state: ConversationState; fact: Whereabouts },
): void {
  const { state, fact } = about;
  const { userId } = fact.body;
  const hiddenFrom = new Set([userId, ...blocks.blockedBy(userId), ...blocks.blockersOf(userId)]);
  if (state.kind === "room") {
    live.toStreamExcept(state.id, fact, [...hiddenFrom]);
    return;
  }
  for (const [otherId, { presence }] of state.members) {
    if (presence === "joined" && !hiddenFrom.has(otherId)) live.toPerson(otherId, fact);
  }
}
