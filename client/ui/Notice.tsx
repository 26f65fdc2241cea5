import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import styles from "./Notice.module.css";
import { type Tone, toneIcons } from "./tone.ts";
import { uiWords } from "./ui.catalogue.ts";

export interface NoticeProps {
  tone?: Tone;
  /** What happened, in bold. Without it, readers are told the tone in words. */
  title?: ReactNode;
  children?: ReactNode;
  icon?: LucideIcon;
  /** Buttons or links below. */
  actions?: ReactNode;
  /** Appears because of something that just happened: announced to screen readers. */
  live?: boolean;
}

/** A message that stays in the page: icon and words, whatever the colour. */
export function Notice({ tone = "plain", title, children, icon, actions, live }: NoticeProps) {
  const say = useWords(uiWords);
  const announced = live ? { role: tone === "danger" ? "alert" : "status" } : {};
  return (
    <div className={classNames(styles.notice, styles[tone])} {...announced}>
      <Icon of={icon ?? toneIcons[tone]} className={styles.icon} />
      <div className={styles.content}>
        <div>
          {title ? <b>{title}</b> : tone !== "plain" && <span className="sr-only">{say(`tone.${tone}`)}</span>}{" "}
          {children}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
