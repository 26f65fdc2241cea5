import { type LucideIcon, MessageSquareOff } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../platform/i18n.ts";
import { Icon } from "./Icon.tsx";
import styles from "./ReadOnly.module.css";
import { uiWords } from "./ui.catalogue.ts";

export interface ReadOnlyProps {
  /** Why nothing can be written here, and until when. */
  title: ReactNode;
  children?: ReactNode;
  /** The next gesture. */
  actions?: ReactNode;
  icon?: LucideIcon;
  /** In the margin, « Lecture seule » unless said. */
  margin?: string;
}

/** Stands where the composer was, on the same axis. */
export function ReadOnly({ title, children, actions, icon = MessageSquareOff, margin }: ReadOnlyProps) {
  const say = useWords(uiWords);
  return (
    <section className={styles.frame}>
      <p className={styles.margin}>
        <Icon of={icon} /> {margin ?? say("readOnly")}
      </p>
      <div className={styles.box}>
        <h2 className={styles.title}>{title}</h2>
        {children && <div className={styles.text}>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </section>
  );
}
