import type { Member, RoomRole } from "../../../shared/members.ts";

/** A member as the panel of a room shows her. */
export type RoomMember = Member & { roomRole?: RoomRole };

/** The role to write beside her name: the highest one; null for a plain member. */
export function shownRole(member: RoomMember): "moderator" | "administrator" | "roomModerator" | null {
  switch (member.role) {
    case "administrator":
      return "administrator";
    case "moderator":
      return "moderator";
    case "member":
      return member.roomRole === "moderator" ? "roomModerator" : null;
  }
}
