import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./TestStrip.module.css";

/** How much of a delay is gone, in five exposures. */
export type Exposure = 1 | 2 | 3 | 4 | 5;

/** The exposure of a wait: `elapsed` and `limit` in the same unit; 5 once the limit is passed. */
export function exposureOf(elapsed: number, limit: number): Exposure {
  const steps = [1, 2, 3, 4, 5] as const;
  const index = Math.min(Math.max(Math.floor((elapsed / limit) * 4), 0), 4);
  return steps[index] ?? 5;
}

export interface TestStripProps {
  at: Exposure;
  tone?: "plain" | "wait" | "danger";
  /** The same wait in words: « Reste 12 min ». */
  children: ReactNode;
}

/** The test strip: a wait that darkens, always beside words. */
export function TestStrip({ at, tone = "plain", children }: TestStripProps) {
  return (
    <span className={classNames(styles.clock, styles[tone])}>
      <span className={styles.strip} data-at={at} aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
        <i />
      </span>
      <span>{children}</span>
    </span>
  );
}
