import { Ellipsis } from "lucide-react";
import { useWords } from "../../platform/i18n.ts";
import { usePart } from "../../platform/parts.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import styles from "./MessageTools.module.css";
import type { ActionSource } from "./message-actions.ts";
import { messageTools } from "./message-tools.ts";
import { messageWords } from "./messages.catalogue.ts";

export interface MessageSheetProps {
  source: ActionSource;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

const NONE: readonly MenuEntry[] = [];

/** The tools of a message on a phone: the message's own button, or a long press, opens a sheet. */
export function MessageSheet({ source, isOpen, onOpenChange }: MessageSheetProps) {
  const say = useWords(messageWords);
  const tools = usePart(messageTools, isOpen, () => onOpenChange(false));
  return (
    <span className={styles.own}>
      <Menu
        label={say("tools")}
        isOpen={isOpen && tools !== null}
        onOpenChange={onOpenChange}
        trigger={<IconButton icon={Ellipsis} label={say("toolsOf", { name: source.name })} withoutTooltip />}
        entries={isOpen && tools ? tools.sheetEntries(source) : NONE}
      />
    </span>
  );
}
