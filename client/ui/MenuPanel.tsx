import { Check } from "lucide-react";
import type { RefObject } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  Separator,
} from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Text } from "react-aria-components/Text";
import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import styles from "./menu.module.css";
import type { MenuEntry, MenuPlacement } from "./menu-entry.ts";
import { uiWords } from "./ui.catalogue.ts";

function Entry({ entry }: { entry: MenuEntry }) {
  const say = useWords(uiWords);
  if (entry.rule) return <Separator className={styles.rule ?? ""} />;
  const { id, label, help, icon, tone, href, isOn, isDisabled = false, onAction } = entry;
  const optional: Partial<AriaMenuItemProps> = {};
  if (href !== undefined) optional.href = href;
  if (onAction) optional.onAction = onAction;
  return (
    <AriaMenuItem
      {...optional}
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      className={classNames(styles.item, tone === "danger" && styles.danger)}
    >
      {icon && <Icon of={icon} />}
      <span className={styles.words}>
        <Text slot="label">{label}</Text>
        {help && (
          <Text slot="description" className={styles.help ?? ""}>
            {help}
          </Text>
        )}
      </span>
      {isOn && (
        <>
          <Icon of={Check} />
          <span className="sr-only">{say("chosen")}</span>
        </>
      )}
    </AriaMenuItem>
  );
}

export interface MenuPanelProps {
  id: string;
  label: string;
  entries: readonly MenuEntry[];
  placement: MenuPlacement;
  button: RefObject<HTMLElement | null>;
  /** Where focus goes: an entry, or (true) the menu itself. */
  focus: "first" | "last" | true;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** What a `Menu` is made of; loaded when the first one opens. */
export function MenuPanel({ id, label, entries, placement, button, focus, isOpen, onOpenChange }: MenuPanelProps) {
  return (
    <Popover
      trigger="MenuTrigger"
      triggerRef={button}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      aria-label={label}
      className={styles.panel ?? ""}
      placement={placement}
      offset={4}
    >
      <AriaMenu
        id={id}
        aria-label={label}
        autoFocus={focus}
        onClose={() => onOpenChange(false)}
        className={styles.items ?? ""}
      >
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </AriaMenu>
    </Popover>
  );
}
