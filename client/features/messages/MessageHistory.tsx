import { useCallback } from "react";
import type { Message } from "../../../shared/messages.ts";
import { formatDay, formatTime } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useFormatContext } from "../../platform/use-format.ts";
import { useLoaded } from "../../platform/use-loaded.ts";
import { useNow } from "../../platform/use-now.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./MessageHistory.module.css";
import textStyles from "./MessageText.module.css";
import { loadHistory } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";

export interface MessageHistoryProps {
  message: Message;
  onClose: () => void;
}

/** Every text that a message had, the newest first, for whoever can read the message. */
export function MessageHistory({ message, onClose }: MessageHistoryProps) {
  const say = useWords(messageWords);
  const format = useFormatContext(useNow());
  const { conversationId, id: messageId, rev } = message;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an edit that comes while it is open is shown too.
  const load = useCallback(() => loadHistory({ conversationId, messageId }), [conversationId, messageId, rev]);
  const history = useLoaded(load);
  return (
    <Dialog title={say("historyTitle")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {() => (
        <>
          <Problem code={history.problem} />
          <ol className={styles.list}>
            {history.value?.toReversed().map(({ text, at }) => (
              <li key={at}>
                <time className={styles.when} dateTime={new Date(at).toISOString()}>
                  {formatDay(at, format)}, {formatTime(at, format)}
                </time>
                <p className={textStyles.text} dir="auto">
                  {text}
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}
