import * as z from "zod/mini";
import { instant, publicId } from "./ids.ts";

/** Roles of the whole community, lowest first. A room's own moderators are memberships, not accounts. */
export const communityRole = z.enum(["member", "moderator", "administrator"]);
export type CommunityRole = z.infer<typeof communityRole>;

const RANK: Record<CommunityRole, number> = { member: 0, moderator: 1, administrator: 2 };

/** @returns whether `role` is `needed` or above. */
export function roleReaches(role: CommunityRole, needed: CommunityRole): boolean {
  return RANK[role] >= RANK[needed];
}

/** What every member may know of another. No e-mail address, ever. */
export const member = z.strictObject({
  id: publicId,
  displayName: z.string(),
  role: communityRole,
});
export type Member = z.infer<typeof member>;

export const roomRole = z.enum(["member", "moderator"]);
export type RoomRole = z.infer<typeof roomRole>;

export const sanctionKind = z.enum(["mute", "ban"]);
export type SanctionKind = z.infer<typeof sanctionKind>;

export const SANCTION_REASONS = [
  "insults",
  "harassment",
  "sexual",
  "hate",
  "threats",
  "privacy",
  "solicitation",
  "spam",
  "impersonation",
  "other",
] as const;
export const sanctionReason = z.enum(SANCTION_REASONS);
export type SanctionReason = z.infer<typeof sanctionReason>;

/** A sanction as the person concerned and the moderators see it. `conversationId` null: the whole community. `until` null: no end. */
export const sanction = z.strictObject({
  id: publicId,
  userId: publicId,
  kind: sanctionKind,
  conversationId: z.nullable(publicId),
  reason: sanctionReason,
  text: z.string(),
  at: instant,
  until: z.nullable(instant),
});
export type Sanction = z.infer<typeof sanction>;

/** @returns whether a sanction is in force at `now` (milliseconds). It ends by itself: nothing has to run at its end. */
export function isInForce(held: Pick<Sanction, "until">, now: number): boolean {
  return held.until === null || held.until > now;
}
