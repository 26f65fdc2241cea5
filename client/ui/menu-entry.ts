import type { LucideIcon } from "lucide-react";
import type { PopoverProps } from "react-aria-components/Popover";

export type MenuPlacement = NonNullable<PopoverProps["placement"]>;

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
