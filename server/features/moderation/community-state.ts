import { type CommunityRole, communityRole, isInForce, type Sanction } from "../../../shared/members.ts";
import type { AuditEntry } from "../../../shared/moderation.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeDraft } from "../../platform/streams.ts";

/** What deciding about roles and sanctions needs to know of the whole community. Immutable. */
export interface CommunityState {
  /** Those who are more than members. */
  readonly roles: ReadonlyMap<string, CommunityRole>;
  /** Neither lifted nor, when the state was made, ended. Whoever reads one still asks the clock. */
  readonly sanctions: ReadonlyMap<string, Sanction>;
}

/** The one type of change of the community's stream: the audit log is that stream. */
export const AUDIT_RECORDED = "audit:recorded";

/** A line of the audit log as it is stored: its rev and time are those of its change. */
export type RecordedAct = Omit<AuditEntry, "rev" | "at">;

const NOTHING_SAID = {
  targetId: null,
  conversationId: null,
  reason: null,
  text: "",
  sanction: null,
  before: null,
  after: null,
} as const;

/** @returns the change that records an act; what is not said is empty */
export function actDraft(act: Partial<RecordedAct> & Pick<RecordedAct, "act" | "actorId">): ChangeDraft {
  return { type: AUDIT_RECORDED, body: { ...NOTHING_SAID, ...act } };
}

/** @returns the act that a change of the community's stream records */
export function recordedAct(change: StoredChange): RecordedAct {
  return change.body as unknown as RecordedAct;
}

/** @returns the entry as staff reads it */
export function auditEntryOf(change: StoredChange): AuditEntry {
  return { ...recordedAct(change), rev: change.rev, at: change.at.getTime() };
}

/** @returns the role that an act gave, or null when it gave none */
export function roleGiven({ act, after }: RecordedAct): CommunityRole | null {
  if (act !== "role-changed" && act !== "administrator-appointed") return null;
  return communityRole.parse(after);
}

/** @returns the state after a change; folding it twice changes nothing more. */
export function foldCommunity(state: CommunityState, change: StoredChange): CommunityState {
  if (change.type !== AUDIT_RECORDED) return state;
  const recorded = recordedAct(change);
  switch (recorded.act) {
    case "administrator-appointed":
    case "role-changed":
      return withRole(state, recorded.targetId, roleGiven(recorded));
    case "sanction-imposed":
      return withSanctions(state, change.at.getTime(), (sanctions) => {
        if (recorded.sanction) sanctions.set(recorded.sanction.id, recorded.sanction);
      });
    case "sanction-lifted":
      return withSanctions(state, change.at.getTime(), (sanctions) => {
        if (recorded.sanction) sanctions.delete(recorded.sanction.id);
      });
    case "room-moderator-changed":
    case "message-removed":
    case "room-created":
    case "room-renamed":
    case "room-described":
    case "room-archived":
    case "room-restored":
    case "report-filed":
      return state;
    default:
      return unknownAct(state, recorded.act);
  }
}

/** An act that a newer version recorded: its meaning is not known here. */
function unknownAct(state: CommunityState, _act: never): CommunityState {
  return state;
}

function withRole(state: CommunityState, userId: string | null, role: CommunityRole | null): CommunityState {
  if (userId === null || role === null) return state;
  const roles = new Map(state.roles);
  if (role === "member") roles.delete(userId);
  else roles.set(userId, role);
  return { ...state, roles };
}

/** Those that have ended by then are forgotten on the way. */
function withSanctions(
  state: CommunityState,
  at: number,
  change: (sanctions: Map<string, Sanction>) => void,
): CommunityState {
  const sanctions = new Map([...state.sanctions].filter(([, held]) => isInForce(held, at)));
  change(sanctions);
  return { ...state, sanctions };
}

/** @returns the sanctions in force against a person, those that never end or end last first */
export function inForceAgainst(state: CommunityState, userId: string, now: number): Sanction[] {
  return [...state.sanctions.values()]
    .filter((held) => held.userId === userId && isInForce(held, now))
    .toSorted((a, b) => (b.until ?? Number.POSITIVE_INFINITY) - (a.until ?? Number.POSITIVE_INFINITY));
}

/** @returns the ban of the whole community in force against a person, or null */
export function communityBan(state: CommunityState, userId: string, now: number): Sanction | null {
  const ban = inForceAgainst(state, userId, now).find(
    ({ kind, conversationId }) => kind === "ban" && conversationId === null,
  );
  return ban ?? null;
}
