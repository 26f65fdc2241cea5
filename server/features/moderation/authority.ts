import { type CommunityRole, roleReaches, type SanctionKind } from "../../../shared/members.ts";
import { CallError } from "../../platform/errors.ts";
import type { ConversationState } from "../conversations/conversations.service.ts";
import { type CommunityState, communityBan } from "./community-state.ts";

/** Who wants to sanction whom, where. All of it is known when the decision runs inside the commit. */
export interface SanctionAct {
  actorId: string;
  targetId: string;
  kind: SanctionKind;
  /** Null: the whole community. */
  room: ConversationState | null;
  /** Whether the actor may read the room now. */
  actorIsIn: boolean;
  now: number;
}

/** @returns the role in the whole community */
export function roleIn(state: CommunityState, userId: string): CommunityRole {
  return state.roles.get(userId) ?? "member";
}

/** @returns whether the person moderates that room alone, without being of the staff */
export function moderatesRoom(room: ConversationState | null, userId: string): boolean {
  return room?.kind === "room" && room.members.get(userId)?.roomRole === "moderator";
}

/**
 * Staff sanctions everywhere, a room's moderator in her room. Nobody sanctions herself, nor her equal or better: only an
 * administrator touches staff, only staff touches a room's moderator.
 * @throws CallError DENIED
 */
export function assertMaySanction(state: CommunityState, act: Omit<SanctionAct, "kind">): void {
  const { actorId, targetId, room, actorIsIn, now } = act;
  const mine = roleIn(state, actorId);
  const staff = roleReaches(mine, "moderator");
  if (!mayKnowSanction(state, { actorId, room, actorIsIn }) || actorId === targetId) throw new CallError("DENIED");
  // Her sessions may still be on their way out: the decision itself must hold.
  if (communityBan(state, actorId, now)) throw new CallError("DENIED");
  if (roleIn(state, targetId) !== "member" && mine !== "administrator") throw new CallError("DENIED");
  if (!staff && moderatesRoom(room, targetId)) throw new CallError("DENIED");
}

/** @returns whether the actor may know of a sanction there at all: staff of all, a room's moderator of those of her room */
export function mayKnowSanction(
  state: CommunityState,
  act: Pick<SanctionAct, "actorId" | "room" | "actorIsIn">,
): boolean {
  const { actorId, room, actorIsIn } = act;
  return roleReaches(roleIn(state, actorId), "moderator") || (actorIsIn && moderatesRoom(room, actorId));
}

/**
 * @throws CallError DENIED; LAST_ADMINISTRATOR when a ban of everything would leave nobody to administer
 */
export function assertMayImpose(state: CommunityState, act: SanctionAct): void {
  assertMaySanction(state, act);
  if (act.kind === "ban" && act.room === null) assertAdministratorRemains(state, act.targetId, act.now);
}

/** @throws CallError DENIED, LAST_ADMINISTRATOR */
export function assertMaySetRole(
  state: CommunityState,
  { actorId, targetId, role, now }: { actorId: string; targetId: string; role: CommunityRole; now: number },
): void {
  if (roleIn(state, actorId) !== "administrator" || communityBan(state, actorId, now)) throw new CallError("DENIED");
  if (role !== "administrator") assertAdministratorRemains(state, targetId, now);
}

/** An administrator who is banned cannot act, so she does not count. */
function assertAdministratorRemains(state: CommunityState, withoutId: string, now: number): void {
  if (roleIn(state, withoutId) !== "administrator") return;
  const others = [...state.roles].filter(
    ([userId, role]) => role === "administrator" && userId !== withoutId && !communityBan(state, userId, now),
  );
  if (others.length === 0) throw new CallError("LAST_ADMINISTRATOR");
}
