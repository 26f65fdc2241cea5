import { useEffect, useMemo, useState } from "react";
import { create } from "zustand";
import { isInForce, roleReaches, type Sanction } from "../../../shared/members.ts";
import type { AuditEntry } from "../../../shared/moderation.ts";
import { serverNow } from "../../platform/server-clock.ts";
import { accountsStore } from "../accounts/accounts.store.ts";
import { conversationsStore } from "../conversations/conversations.store.ts";

export interface ModerationState {
  /** Newest first; null until loaded. */
  entries: readonly AuditEntry[] | null;
  more: boolean;
}

export const NO_AUDIT: ModerationState = { entries: null, more: false };

export const moderationStore = create<ModerationState>()(() => NO_AUDIT);

const NO_SANCTIONS: Sanction[] = [];

/** @returns sanctions against me that were not lifted; ask `isInForce` of each, or useMuteIn */
export function useMySanctions(): Sanction[] {
  return accountsStore((state) => state.me?.sanctions ?? NO_SANCTIONS);
}

/** @returns the mute in force that lasts longest of those that bite in `conversationId` (null: of the whole community) */
export function muteIn(sanctions: readonly Sanction[], conversationId: string | null, now: number): Sanction | null {
  const biting = sanctions.filter(
    (held) =>
      held.kind === "mute" &&
      (held.conversationId === null || held.conversationId === conversationId) &&
      isInForce(held, now),
  );
  const byEnd = biting.toSorted(
    (a, b) => (b.until ?? Number.POSITIVE_INFINITY) - (a.until ?? Number.POSITIVE_INFINITY),
  );
  return byEnd[0] ?? null;
}

/** The longest delay that browsers' timers hold, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** @returns the mute that keeps me from writing there now; renders again by itself when it ends */
export function useMuteIn(conversationId: string): Sanction | null {
  const sanctions = useMySanctions();
  const [now, setNow] = useState(serverNow);
  const mute = useMemo(
    () => muteIn(sanctions, conversationId, Math.max(now, serverNow())),
    [sanctions, conversationId, now],
  );
  const until = mute?.until ?? null;
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(() => setNow(serverNow()), Math.min(Math.max(0, until - serverNow()) + 1, LONGEST_TIMER));
    return () => clearTimeout(timer);
  }, [until]);
  return mute;
}

/** @returns what I may do there (null: in the whole community). The server decides again at every call. */
export function usePermissions(conversationId: string | null): { moderate: boolean; administer: boolean } {
  const role = accountsStore((state) => state.me?.role ?? "member");
  const roomRole = conversationsStore((state) => {
    const summary = conversationId === null ? undefined : state.held[conversationId]?.summary;
    return summary?.kind === "room" ? summary.roomRole : "member";
  });
  return {
    moderate: roleReaches(role, "moderator") || roomRole === "moderator",
    administer: roleReaches(role, "administrator"),
  };
}

/** @returns the audit log as far as it was loaded, newest first; it grows by itself */
export function useAudit(): { entries: readonly AuditEntry[]; more: boolean; loaded: boolean } {
  const { entries, more } = moderationStore();
  return useMemo(() => ({ entries: entries ?? [], more, loaded: entries !== null }), [entries, more]);
}
