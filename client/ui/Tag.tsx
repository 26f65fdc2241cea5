import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import styles from "./Tag.module.css";
import type { Tone } from "./tone.ts";

export interface TagProps {
  children: ReactNode;
  tone?: Tone | "new";
  icon?: LucideIcon;
}

/** A short word about a thing. Not a control. */
export function Tag({ children, tone = "plain", icon }: TagProps) {
  return (
    <span className={classNames(styles.tag, styles[tone])}>
      {icon && <Icon of={icon} />}
      {children}
    </span>
  );
}
