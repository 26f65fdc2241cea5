import { z } from "zod";
import { defineCall } from "./calls.ts";
import { clientId, instant, publicId, rev } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { communityRole, member, sanction, sanctionKind, sanctionReason } from "./members.ts";
import { sanctionText } from "./text.ts";

/** What an audit entry can be about. */
export const AUDIT_ACTS = [
  "administrator-appointed",
  "role-changed",
  "room-moderator-changed",
  "sanction-imposed",
  "sanction-lifted",
  "message-removed",
  "room-created",
  "room-renamed",
  "room-described",
  "room-archived",
  "room-restored",
  "report-filed",
] as const;
export const auditAct = z.enum(AUDIT_ACTS);

/** One line of the audit log: who did what to whom, where, and why. Append-only. */
export const auditEntry = z.strictObject({
  rev,
  at: instant,
  act: auditAct,
  actorId: publicId,
  targetId: publicId.nullable(),
  conversationId: publicId.nullable(),
  reason: sanctionReason.nullable(),
  text: z.string(),
  sanction: sanction.nullable(),
  /** Before and after, where the act changes a value. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const durationMs = z.int().min(60_000).max(LIMITS.sanctionMax);

export const moderationCalls = {
  "sanction:impose": defineCall({
    summary: "Mutes or bans a member, in one room or everywhere, for a time or without end.",
    input: z.strictObject({
      userId: publicId,
      kind: sanctionKind,
      conversationId: publicId.nullable(),
      reason: sanctionReason,
      text: sanctionText,
      durationMs: durationMs.nullable(),
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
    input: z.strictObject({ conversationId: publicId.optional(), userId: publicId.optional() }),
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
    input: z.strictObject({ before: rev.optional() }),
    output: z.strictObject({ entries: z.array(auditEntry), members: z.array(member), more: z.boolean() }),
    audience: "moderator",
    rate: "read",
  }),
};
