import type { ReactNode } from "react";
import { formatDay, formatTime } from "../../platform/format.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Portrait } from "../../ui/Portrait.tsx";
import styles from "./Margin.module.css";

export interface MarginProps {
  name: string;
  at: number;
  /** Goes on from the row above: the hour alone. */
  continued: boolean;
  /** In the place of the hour: the state of a message on its way. */
  state?: ReactNode;
}

/** The margin of a message: who and when, or in what state. */
export function Margin({ name, at, continued, state }: MarginProps) {
  const format = useFormatContext(useNow());
  const when = state ?? (
    <time dateTime={new Date(at).toISOString()} title={`${formatDay(at, format)}, ${formatTime(at, format)}`}>
      {formatTime(at, format)}
    </time>
  );
  if (continued) return <div className={styles.again}>{when}</div>;
  return (
    <header className={styles.who}>
      <Portrait name={name} />
      <span className={styles.words}>
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.when}>{when}</span>
      </span>
    </header>
  );
}
