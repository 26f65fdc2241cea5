import { Ban, Ellipsis } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { useWords } from "../../platform/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import { Portrait } from "../../ui/Portrait.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import styles from "./MemberPanel.module.css";
import type { RoomMember } from "./member-roles.ts";
import { memberWords } from "./members.catalogue.ts";
import { useBlocked } from "./members.store.ts";
import { RoleTag } from "./RoleTag.tsx";

export interface MemberRowProps {
  member: RoomMember;
  isHere: boolean;
  entries: readonly MenuEntry[];
  onCard: () => void;
}

/** One member of a room: her name leads to her card, a menu to what may be done. */
export function MemberRow({ member, isHere, entries, onCard }: MemberRowProps) {
  const say = useWords(memberWords);
  const isMe = useMyId() === member.id;
  const isBlocked = useBlocked().has(member.id);
  const name = member.displayName;
  return (
    <li className={styles.row}>
      <Button className={styles.who ?? ""} onPress={onCard}>
        <Portrait name={name} size="small" presence={isBlocked ? undefined : isHere ? "here" : "off"} />
        <bdi className={styles.name}>{name}</bdi>
        {isMe && <span className="meta">({say("you")})</span>}
        {isBlocked && (
          <span className={styles.blocked}>
            <Icon of={Ban} /> {say("blocked")}
          </span>
        )}
        <RoleTag member={member} />
      </Button>
      {entries.length > 0 && (
        <Menu
          label={say("actions", { name })}
          trigger={<IconButton icon={Ellipsis} label={say("actions", { name })} withoutTooltip />}
          entries={entries}
        />
      )}
    </li>
  );
}
