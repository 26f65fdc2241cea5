import { paths } from "../platform/paths.ts";
import { QuickExit } from "../ui/QuickExit.tsx";
import { Wordmark } from "../ui/Wordmark.tsx";
import styles from "./PaneHead.module.css";

/** Above the rooms: the name of the place, and the quick exit beside it. */
export function PaneHead() {
  return (
    <header className={styles.head}>
      <Wordmark href={paths.home} />
      <QuickExit />
    </header>
  );
}
