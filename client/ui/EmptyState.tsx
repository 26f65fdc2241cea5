import { ChevronRight, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import styles from "./EmptyState.module.css";
import { Icon } from "./Icon.tsx";

/** A first gesture offered where there is nothing yet. */
export interface Starter {
  id: string;
  icon: LucideIcon;
  label: string;
  onPress: () => void;
}

export interface EmptyStateProps {
  title: ReactNode;
  /** The level of the title in the page, 2 unless said. */
  level?: 1 | 2 | 3;
  children?: ReactNode;
  starters?: readonly Starter[];
  actions?: ReactNode;
}

/** A place with nothing in it: what it is for, when somebody answers, and what to do next. */
export function EmptyState({ title, level = 2, children, starters = [], actions }: EmptyStateProps) {
  const Title = `h${level}` as const;
  return (
    <section className={styles.empty}>
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.text}>{children}</div>}
      {starters.length > 0 && (
        <ul className={styles.starters}>
          {starters.map((starter) => (
            <li key={starter.id}>
              <Button className={styles.starter ?? ""} onPress={starter.onPress}>
                <Icon of={starter.icon} className={styles.icon} />
                <span className={styles.label}>{starter.label}</span>
                <Icon of={ChevronRight} className={styles.go} />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
