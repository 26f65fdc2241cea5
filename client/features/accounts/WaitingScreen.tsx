import { useWords } from "../../platform/i18n.ts";
import { QuickExit } from "../../ui/QuickExit.tsx";
import { Wordmark } from "../../ui/Wordmark.tsx";
import { accountWords } from "./accounts.catalogue.ts";
import styles from "./WaitingScreen.module.css";

/** Before it is known who asks: the name of the place and the way out, nothing that could be somebody's. */
export function WaitingScreen() {
  const say = useWords(accountWords);
  return (
    <div className={styles.waiting}>
      <header className={styles.head}>
        <Wordmark />
        <QuickExit />
      </header>
      <p role="status" className="sr-only">
        {say("waiting")}
      </p>
    </div>
  );
}
