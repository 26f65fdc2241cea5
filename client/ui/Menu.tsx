import { Check, type LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  MenuTrigger,
  Separator,
} from "react-aria-components/Menu";
import { Popover, type PopoverProps } from "react-aria-components/Popover";
import { Text } from "react-aria-components/Text";
import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import styles from "./menu.module.css";
import { uiWords } from "./ui.catalogue.ts";

/** A line of a menu: something to do, a link, or a rule between two groups. */
export type MenuEntry =
  | { id: string; rule: true }
  | {
      id: string;
      label: string;
      rule?: false;
      help?: string | undefined;
      icon?: LucideIcon | undefined;
      tone?: "plain" | "danger" | undefined;
      href?: string | undefined;
      /** For a choice among several: ticked, or not. */
      isOn?: boolean | undefined;
      isDisabled?: boolean | undefined;
      onAction?: (() => void) | undefined;
    };

export interface MenuProps {
  /** The button that opens it: a `Button` or an `IconButton`. */
  trigger: ReactElement;
  /** Its name, read by screen readers. */
  label: string;
  entries: readonly MenuEntry[];
  placement?: PopoverProps["placement"];
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

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

/** Actions behind a button; on a phone a sheet at the bottom. */
export function Menu({ trigger, label, entries, placement = "bottom end", ...open }: MenuProps) {
  return (
    <MenuTrigger {...open}>
      {trigger}
      <Popover className={styles.panel ?? ""} placement={placement} offset={4}>
        <AriaMenu aria-label={label} className={styles.items ?? ""}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
