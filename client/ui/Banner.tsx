import { CloudOff, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Banner.module.css";
import { Icon } from "./Icon.tsx";

export interface BannerProps {
  /** What is the matter, in bold. */
  title: ReactNode;
  /** What still works, what is kept. */
  children?: ReactNode;
  icon?: LucideIcon;
  /** At the end: the next attempt, or a button. */
  end?: ReactNode;
}

/** A line across the top of a pane while something lasts, being offline for instance. Announced when it appears. */
export function Banner({ title, children, icon = CloudOff, end }: BannerProps) {
  return (
    <div className={styles.banner}>
      <Icon of={icon} className={styles.icon} />
      <span className={styles.words} role="status">
        <b>{title}</b> {children}
      </span>
      {end && <span className={styles.end}>{end}</span>}
    </div>
  );
}
