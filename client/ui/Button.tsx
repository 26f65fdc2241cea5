import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./Button.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";

export interface ButtonLook {
  /** main: the one action of the view. danger: refuses or cannot be undone. */
  tone?: "plain" | "main" | "danger" | undefined;
  size?: "small" | "medium" | "large" | undefined;
  /** Takes the whole width. */
  wide?: boolean | undefined;
}

export interface ButtonProps extends ButtonLook, Omit<AriaButtonProps, "className" | "style" | "children" | "render"> {
  children: ReactNode;
  icon?: LucideIcon | undefined;
  /** An icon after the words. */
  iconAfter?: LucideIcon | undefined;
  /** Words shown while `isPending`, for instance « Envoi en cours ». The button keeps focus and does nothing. */
  pendingLabel?: string | undefined;
  className?: string | undefined;
}

/** The classes of a button, for a link that looks like one. */
export function buttonClass({ tone = "plain", size = "medium", wide = false }: ButtonLook): string {
  return classNames(styles.button, styles[tone], styles[size], wide && styles.wide);
}

/** A button with words. `onPress` runs for mouse, touch and keyboard alike; `type="submit"` inside a form. */
export function Button(props: ButtonProps) {
  const { tone, size, wide, icon, iconAfter, pendingLabel, className, children, ...rest } = props;
  return (
    <AriaButton {...rest} className={classNames(buttonClass({ tone, size, wide }), className)}>
      {icon && <Icon of={icon} />}
      {rest.isPending && pendingLabel ? pendingLabel : children}
      {iconAfter && <Icon of={iconAfter} />}
    </AriaButton>
  );
}
