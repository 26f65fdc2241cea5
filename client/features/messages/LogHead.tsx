import { useWords } from "../../platform/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./MessageLog.module.css";
import { loadOlder } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import type { TimelineView } from "./messages.store.ts";

/** Its height while the list fills its box, in pixels: MessageLog.module.css says the same. */
export const logHeadPx = 48;

/** What stands above the first row: its height never changes, so that nothing below moves. */
export function LogHead({ conversationId, view }: { conversationId: string; view: TimelineView }) {
  const say = useWords(messageWords);
  const { loading, failed, hasOlder } = view;
  return (
    <div className={styles.head}>
      {failed && loading === "none" ? (
        <p className={styles.headLine} role="alert">
          {say("failed")}{" "}
          <Button size="small" onPress={() => void loadOlder(conversationId)}>
            {say("retry")}
          </Button>
        </p>
      ) : (
        <p className={styles.headLine}>
          {loading === "older" ? say("loadingOlder") : !hasOlder && loading === "none" && say("beginning")}
        </p>
      )}
    </div>
  );
}
