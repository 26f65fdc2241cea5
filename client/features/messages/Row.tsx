import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "../../ui/class-names.ts";
import styles from "./Row.module.css";
import { DayRule, FreshRule } from "./Rules.tsx";
import type { LongPress } from "./use-long-press.ts";

const framesUntilShown = 60;

/** What the list tells each of its rows. */
export interface RowPlace {
  /** The row that Tab leads to. */
  isActive: boolean;
  /** Changes when this row must take focus; null: it must not. */
  wanted: object | null;
  onFocus: () => void;
}

export interface RowProps {
  place: RowPlace;
  /** Its name for readers: who and when. */
  label: string;
  /** The id of the element that holds what was said. */
  describedBy?: string | undefined;
  day: number | null;
  isFirstNew?: boolean;
  continued: boolean;
  margin: ReactNode;
  children: ReactNode;
  /** Tools over the row, or its own button. */
  tools?: ReactNode;
  onNear?: ((isNear: boolean) => void) | undefined;
  longPress?: LongPress | undefined;
}

/** One row of the list on its two columns, with the rules that stand above it. */
export function Row(props: RowProps) {
  const { place, label, describedBy, day, isFirstNew = false, continued, margin, children, tools } = props;
  const { onNear, longPress } = props;
  const { isActive, wanted, onFocus } = place;
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!wanted) return;
    let frame = 0;
    let tries = 0;
    const before = document.activeElement;
    // Until its height is known the list hides a row, and what is hidden takes no focus.
    const take = (): void => {
      article.current?.focus({ preventScroll: true });
      tries += 1;
      // Unless she went elsewhere meanwhile.
      if (document.activeElement === before && tries < framesUntilShown) frame = requestAnimationFrame(take);
    };
    take();
    return () => cancelAnimationFrame(frame);
  }, [wanted]);
  return (
    <>
      {day !== null && <DayRule at={day} />}
      {isFirstNew && <FreshRule />}
      <article
        ref={article}
        className={classNames(styles.row, continued && styles.continued)}
        tabIndex={isActive ? 0 : -1}
        aria-label={label}
        aria-describedby={describedBy}
        onFocus={() => {
          onFocus();
          onNear?.(true);
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) onNear?.(false);
        }}
        // Not « enter »: React misses it when the row under a resting mouse was replaced.
        onPointerOver={(event) => event.pointerType === "mouse" && onNear?.(true)}
        onPointerLeave={(event) => {
          if (!event.currentTarget.contains(document.activeElement)) onNear?.(false);
        }}
        {...longPress}
      >
        {margin}
        <div className={styles.body}>{children}</div>
        {tools}
      </article>
    </>
  );
}
