import type { ReactNode } from "react";
import { Link } from "react-aria-components/Link";
import { classNames } from "./class-names.ts";
import { cornersClass } from "./corners.ts";
import styles from "./ListRow.module.css";

export interface ListRowProps {
  href: string;
  name: ReactNode;
  /** Where we are: a viewfinder around it. */
  isCurrent?: boolean | undefined;
  /** Something to read behind it: its name is bolder. */
  isUnread?: boolean | undefined;
  /** Not ours yet: quieter. */
  isQuiet?: boolean | undefined;
  /** Before the name: an icon, a portrait. */
  before?: ReactNode;
  /** Below the name. */
  below?: ReactNode;
  /** Below the name on a phone only, one line. */
  belowOnPhone?: ReactNode;
  /** At the end: a count. */
  end?: ReactNode;
  /** At the end on a phone, where there is no count: the last activity. */
  endOnPhone?: ReactNode;
}

/** One place in the list of conversations: a line on a desk, a tall row with its last activity on a phone. */
export function ListRow(props: ListRowProps) {
  const { href, name, isCurrent = false, isUnread, isQuiet, before, below, belowOnPhone, end, endOnPhone } = props;
  return (
    <Link
      href={href}
      className={classNames(styles.row, isUnread && styles.unread, isQuiet && styles.quiet, cornersClass(isCurrent))}
      {...(isCurrent ? { "aria-current": "page" as const } : {})}
    >
      {before}
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {below && <span className={styles.below}>{below}</span>}
        {belowOnPhone && <span className={classNames(styles.below, styles.phone)}>{belowOnPhone}</span>}
      </span>
      {endOnPhone && <span className={classNames(styles.when, styles.phone)}>{endOnPhone}</span>}
      {end}
    </Link>
  );
}
