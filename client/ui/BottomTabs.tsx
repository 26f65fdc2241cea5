import type { LucideIcon } from "lucide-react";
import { Link } from "react-aria-components/Link";
import { useWords } from "../platform/i18n.ts";
import styles from "./BottomTabs.module.css";
import { Count } from "./Count.tsx";
import { Icon } from "./Icon.tsx";
import { uiWords } from "./ui.catalogue.ts";

export interface BottomTab {
  id: string;
  href: string;
  label: string;
  icon: LucideIcon;
  /** Unread things behind it. */
  unread?: number;
}

export interface BottomTabsProps {
  tabs: readonly BottomTab[];
  /** The id of the tab we are in. */
  current?: string | undefined;
}

/** The main places, at the bottom of a phone. */
export function BottomTabs({ tabs, current }: BottomTabsProps) {
  const say = useWords(uiWords);
  return (
    <nav aria-label={say("shell.tabs")} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          href={tab.href}
          className={styles.tab ?? ""}
          {...(tab.id === current ? { "aria-current": "page" as const } : {})}
        >
          <Icon of={tab.icon} className={styles.icon} />
          {tab.label}
          <span className={styles.count}>
            <Count value={tab.unread ?? 0} />
          </span>
        </Link>
      ))}
    </nav>
  );
}
