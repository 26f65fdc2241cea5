import * as z from "zod/mini";
import { instant, publicId, rev } from "./ids.ts";
import { sanction, sanctionReason } from "./members.ts";

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
  targetId: z.nullable(publicId),
  conversationId: z.nullable(publicId),
  reason: z.nullable(sanctionReason),
  text: z.string(),
  sanction: z.nullable(sanction),
  /** Before and after, where the act changes a value. */
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
});
export type AuditEntry = z.infer<typeof auditEntry>;
