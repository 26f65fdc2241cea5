import { Eye, HandHeart, HeartHandshake, Lightbulb, type LucideIcon, PartyPopper, Users } from "lucide-react";
import { REACTIONS, type Reacted, type Reaction } from "../../../shared/messages.ts";

/** The drawing of each reaction; its word stands beside it. */
export const reactionIcons: Readonly<Record<Reaction, LucideIcon>> = {
  thanks: HandHeart,
  "me-too": Users,
  "well-seen": Eye,
  useful: Lightbulb,
  courage: HeartHandshake,
  bravo: PartyPopper,
};

/** Who said one thing of a message. */
export interface ReactionGroup {
  reaction: Reaction;
  userIds: string[];
}

/** @returns the reactions of a message together, in their fixed order, without those of people whom I block */
export function groupReactions(reactions: readonly Reacted[], blocked: ReadonlySet<string>): ReactionGroup[] {
  return REACTIONS.map((reaction) => ({
    reaction,
    userIds: reactions
      .filter((one) => one.reaction === reaction && !blocked.has(one.userId))
      .map(({ userId }) => userId),
  })).filter(({ userIds }) => userIds.length > 0);
}
