import { Ellipsis } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { Toolbar } from "react-aria-components/Toolbar";
import { useWords } from "../../platform/i18n.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import styles from "./MessageTools.module.css";
import { type ActionSource, messageActions } from "./message-actions.ts";
import { toolWords } from "./tools.catalogue.ts";

export interface MessageToolbarProps {
  source: ActionSource;
  /** A list of choices was opened, or closed: while it is open the tools must stay. */
  onChoosing: (isOpen: boolean) => void;
}

/** The tools of a message on a desk: one stop for Tab, arrows inside. */
export function MessageToolbar({ source, onChoosing }: MessageToolbarProps) {
  const say = useWords(toolWords);
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const log = bar.current?.closest('[role="log"]');
    const row = bar.current?.parentElement;
    if (!bar.current || !log || !row) return;
    // Above the row, off its words; below where the list begins.
    const room = row.getBoundingClientRect().top - log.getBoundingClientRect().top;
    bar.current.dataset.side = room < bar.current.offsetHeight ? "below" : "above";
  }, []);
  const actions = messageActions(source);
  const others = actions.filter(({ isMain }) => !isMain);
  return (
    <Toolbar ref={bar} aria-label={say("tools")} className={styles.toolbar ?? ""}>
      {actions
        .filter(({ isMain }) => isMain)
        .map(({ id, label, icon, onAction, choices }) =>
          choices ? (
            <Menu
              key={id}
              label={label}
              entries={choices}
              onOpenChange={onChoosing}
              trigger={<IconButton icon={icon} label={label} />}
            />
          ) : (
            <IconButton key={id} icon={icon} label={label} onPress={onAction} />
          ),
        )}
      {others.length > 0 && (
        <Menu
          label={say("more")}
          entries={others}
          onOpenChange={onChoosing}
          trigger={<IconButton icon={Ellipsis} label={say("more")} />}
        />
      )}
    </Toolbar>
  );
}
