import { DirectPage } from "../features/direct-messages/DirectPage.tsx";
import styles from "./Talk.module.css";

/** The centre pane at /messages: requests that wait, private conversations. */
export function MessagesScreen() {
  return (
    <div className={styles.talk}>
      <DirectPage />
    </div>
  );
}
