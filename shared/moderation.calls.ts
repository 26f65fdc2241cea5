import { z } from "zod";
import { defineCall } from "./calls.ts";
import { clientId, publicId, rev } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { communityRole, member, sanction, sanctionKind, sanctionReason } from "./members.ts";
import { auditEntry } from "./moderation.ts";
import { sanctionText } from "./typed-text.ts";

const durationMs = z.int().min(60_000).max(LIMITS.sanctionMax);

export const moderationCalls = {
  "sanction:impose": defineCall({
    summary: "Mutes or bans a member, in one room or everywhere, for a time or without end.",
    input: z.strictObject({
      userId: publicId,
      kind: sanctionKind,
      conversationId: z.nullable(publicId),
      reason: sanctionReason,
      text: sanctionText,
      durationMs: z.nullable(durationMs),
      clientId,
    }),
    output: z.strictObject({ sanction, dup: z.boolean() }),
    place: "room-moderator",
    rate: "write",
    errors: ["NOT_FOUND", "LAST_ADMINISTRATOR", "IDEMPOTENCY_MISMATCH"],
  }),
  "sanction:lift": defineCall({
    summary: "Ends a sanction early.",
    input: z.strictObject({ sanctionId: publicId, text: sanctionText, clientId }),
    output: z.strictObject({ dup: z.boolean() }),
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "sanction:list": defineCall({
    summary: "Sanctions in force: of one room for its moderators, of everything for moderators.",
    input: z.strictObject({ conversationId: z.optional(publicId), userId: z.optional(publicId) }),
    output: z.strictObject({ sanctions: z.array(sanction), members: z.array(member) }),
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
  "member:set-role": defineCall({
    summary: "Changes a member's role; the last administrator cannot be demoted.",
    input: z.strictObject({ userId: publicId, role: communityRole, clientId }),
    output: z.strictObject({ dup: z.boolean() }),
    audience: "administrator",
    rate: "write",
    errors: ["NOT_FOUND", "LAST_ADMINISTRATOR", "IDEMPOTENCY_MISMATCH"],
  }),
  "audit:list": defineCall({
    summary: "The audit log, newest first.",
    input: z.strictObject({ before: z.optional(rev) }),
    output: z.strictObject({ entries: z.array(auditEntry), members: z.array(member), more: z.boolean() }),
    audience: "moderator",
    rate: "read",
  }),
};
