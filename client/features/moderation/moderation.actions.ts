import type { CommunityRole, Sanction, SanctionKind, SanctionReason } from "../../../shared/members.ts";
import type { AuditEntry } from "../../../shared/moderation.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { learnMembers } from "../members/members.store.ts";
import { moderationStore } from "./moderation.store.ts";

/**
 * Mutes or bans a member.
 * @param order `conversationId` null: everywhere; `durationMs` null: without end
 * @throws CallRejected NOT_FOUND, DENIED, LAST_ADMINISTRATOR
 */
export async function impose(order: {
  userId: string;
  kind: SanctionKind;
  conversationId: string | null;
  reason: SanctionReason;
  text: string;
  durationMs: number | null;
}): Promise<Sanction> {
  return (await call("sanction:impose", { ...order, clientId: newClientId() })).sanction;
}

/** Ends a sanction early, with a word on why. @throws CallRejected NOT_FOUND, DENIED */
export async function lift(sanctionId: string, text: string): Promise<void> {
  await call("sanction:lift", { sanctionId, text, clientId: newClientId() });
}

/** @returns sanctions in force, of one room or (for moderators) of everything. @throws CallRejected */
export async function listSanctions(of: { conversationId?: string; userId?: string } = {}): Promise<Sanction[]> {
  const { sanctions, members } = await call("sanction:list", of);
  learnMembers(members);
  return sanctions;
}

/** @throws CallRejected NOT_FOUND, LAST_ADMINISTRATOR */
export async function setRole(userId: string, role: CommunityRole): Promise<void> {
  await call("member:set-role", { userId, role, clientId: newClientId() });
}

/** Loads the newest entries of the audit log, or those before a `rev`. @throws CallRejected DENIED */
export async function loadAudit(before?: number): Promise<void> {
  const { entries, members, more } = await call("audit:list", before === undefined ? {} : { before });
  learnMembers(members);
  addAudit(entries);
  moderationStore.setState({ more });
}

/** Adds entries to those loaded, each once, newest first. */
export function addAudit(entries: readonly AuditEntry[]): void {
  moderationStore.setState(({ entries: known }) => {
    const byRev = new Map([...(known ?? []), ...entries].map((entry) => [entry.rev, entry]));
    return { entries: [...byRev.values()].toSorted((a, b) => b.rev - a.rev) };
  });
}
