import { Ellipsis } from "lucide-react";
import { useWords } from "../../platform/i18n.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import styles from "./MessageTools.module.css";
import type { MessageAction } from "./message-actions.ts";
import { messageWords } from "./messages.catalogue.ts";

export interface MessageSheetProps {
  actions: readonly MessageAction[];
  name: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** The tools of a message on a phone: the message's own button, or a long press, opens a sheet. */
export function MessageSheet({ actions, name, isOpen, onOpenChange }: MessageSheetProps) {
  const say = useWords(messageWords);
  return (
    <span className={styles.own}>
      <Menu
        label={say("tools")}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        trigger={<IconButton icon={Ellipsis} label={say("toolsOf", { name })} withoutTooltip />}
        entries={entriesOf(actions)}
      />
    </span>
  );
}

/** In a sheet everything stands in one list: what one chooses from comes first. */
function entriesOf(actions: readonly MessageAction[]): MenuEntry[] {
  return actions.flatMap(({ choices, ...action }): MenuEntry[] =>
    choices ? [...choices, { id: `${action.id}-rule`, rule: true }] : [action],
  );
}
