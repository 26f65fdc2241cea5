import type { LucideIcon } from "lucide-react";
import type { Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import styles from "./IconButton.module.css";
import { useTooltip } from "./use-tooltip.tsx";

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
export function IconButton({ withoutTooltip, ...rest }: IconButtonProps) {
  return withoutTooltip ? <Square {...rest} /> : <Named {...rest} />;
}

function Named(props: IconButtonProps) {
  const { trigger, shown } = useTooltip(props.label);
  return (
    <>
      <Square {...props} {...trigger} />
      {shown}
    </>
  );
}

function Square({ icon, label, isOn, className, ...rest }: IconButtonProps & { ref?: Ref<HTMLButtonElement> }) {
  const pressed = isOn === undefined ? {} : { "aria-pressed": isOn };
  return (
    <AriaButton {...rest} {...pressed} aria-label={label} className={classNames(styles.tool, className)}>
      <Icon of={icon} />
    </AriaButton>
  );
}
