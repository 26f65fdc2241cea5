import { Link } from "react-aria-components/Link";
import { classNames } from "./class-names.ts";
import styles from "./Wordmark.module.css";

export interface WordmarkProps {
  /** Where it leads; plain words when left out. */
  href?: string;
  size?: "medium" | "large";
}

/** The name of the place, on two lines. */
export function Wordmark({ href, size = "medium" }: WordmarkProps) {
  const face = classNames(styles.wordmark, styles[size]);
  const words = (
    <>
      <span className={styles.first}>Elles font </span>
      <span className={styles.second}>la culture</span>
    </>
  );
  return href === undefined ? (
    <span className={face}>{words}</span>
  ) : (
    <Link href={href} className={face}>
      {words}
    </Link>
  );
}
