import { z } from "zod";
import { defineCall } from "./calls.ts";
import { clientId, instant, publicId } from "./ids.ts";
import { LIMITS } from "./limits.ts";

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
  conversationId: publicId.nullable(),
  reason: sanctionReason,
  text: z.string(),
  at: instant,
  until: instant.nullable(),
});
export type Sanction = z.infer<typeof sanction>;

/** @returns whether a sanction is in force at `now` (milliseconds). It ends by itself: nothing has to run at its end. */
export function isInForce(held: Pick<Sanction, "until">, now: number): boolean {
  return held.until === null || held.until > now;
}

export const memberCalls = {
  "member:list": defineCall({
    summary: "The directory: members whose name matches, in order of name, without those blocked either way.",
    input: z.strictObject({ search: z.string().max(80).optional(), after: z.string().max(120).optional() }),
    output: z.strictObject({ members: z.array(member), after: z.string().nullable() }),
    rate: "read",
  }),
  "member:show": defineCall({
    summary: "One member, and what I may do with her.",
    input: z.strictObject({ userId: publicId }),
    output: z.strictObject({
      member,
      /** Ids of the rooms that we both have joined. */
      roomsInCommon: z.array(publicId),
      blockedByMe: z.boolean(),
      /** The private conversation that we have already, if any. */
      conversationId: publicId.nullable(),
    }),
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
  "member:block": defineCall({
    summary: "Blocks a member both ways: no private message, no sign of presence. She is not told.",
    input: z.strictObject({ userId: publicId, clientId }),
    output: z.strictObject({}),
    rate: "write",
    errors: ["NOT_FOUND", "LIMIT_REACHED", "IDEMPOTENCY_MISMATCH"],
  }),
  "member:unblock": defineCall({
    summary: "Ends a block of mine. What was withheld meanwhile stays withheld.",
    input: z.strictObject({ userId: publicId, clientId }),
    output: z.strictObject({}),
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "member:blocked-list": defineCall({
    summary: "The members whom I block.",
    input: z.strictObject({}),
    output: z.strictObject({ members: z.array(member).max(LIMITS.membersPage * 10) }),
    rate: "read",
  }),
};
