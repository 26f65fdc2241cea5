import type { LucideIcon } from "lucide-react";
import { classNames } from "./class-names.ts";
import styles from "./Icon.module.css";

export interface IconProps {
  /** A lucide icon: `<Icon of={Search} />`. */
  of: LucideIcon;
  className?: string | undefined;
}

/** A line icon the size of its text. Always hidden from readers: words stand beside it, or its button has a name. */
export function Icon({ of: Shape, className }: IconProps) {
  return (
    <Shape className={classNames(styles.icon, className)} strokeWidth={1.75} aria-hidden="true" focusable="false" />
  );
}
