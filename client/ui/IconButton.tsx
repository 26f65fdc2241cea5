import type { LucideIcon } from "lucide-react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import styles from "./IconButton.module.css";
import { Tooltip } from "./Tooltip.tsx";

export interface IconButtonProps
  extends Omit<AriaButtonProps, "className" | "style" | "children" | "render" | "aria-label"> {
  icon: LucideIcon;
  /** Its name: read by screen readers, shown in a tooltip. */
  label: string;
  /** For a button that stays down: its state. */
  isOn?: boolean | undefined;
  /** Leaves the tooltip out, where many of these stand in a long list. */
  withoutTooltip?: boolean | undefined;
  className?: string | undefined;
}

/** A square button with an icon only. */
export function IconButton({ icon, label, isOn, withoutTooltip, className, ...rest }: IconButtonProps) {
  const pressed = isOn === undefined ? {} : { "aria-pressed": isOn };
  const button = (
    <AriaButton {...rest} {...pressed} aria-label={label} className={classNames(styles.tool, className)}>
      <Icon of={icon} />
    </AriaButton>
  );
  return withoutTooltip ? button : <Tooltip words={label}>{button}</Tooltip>;
}
