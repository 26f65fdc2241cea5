import { useWords } from "../../platform/i18n.ts";
import { Tag } from "../../ui/Tag.tsx";
import { type RoomMember, shownRole } from "./member-roles.ts";
import { memberWords } from "./members.catalogue.ts";

/** Her role beside her name; nothing for a plain member. */
export function RoleTag({ member }: { member: RoomMember }) {
  const say = useWords(memberWords);
  const role = shownRole(member);
  return role && <Tag tone={role === "roomModerator" ? "plain" : "new"}>{say(`role.${role}`)}</Tag>;
}
