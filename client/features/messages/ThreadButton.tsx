import { MessagesSquare } from "lucide-react";
import { Button } from "react-aria-components/Button";
import type { Message } from "../../../shared/messages.ts";
import { formatTime } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Icon } from "../../ui/Icon.tsx";
import { membersStore } from "../members/members.store.ts";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./ThreadButton.module.css";

export interface ThreadButtonProps {
  message: Message;
  onThread: (messageId: string) => void;
}

/** Under a message that was answered in its thread: how often, by whom; a press opens it. */
export function ThreadButton({ message, onThread }: ThreadButtonProps) {
  const say = useWords(messageWords);
  const format = useFormatContext(useNow());
  const known = membersStore((state) => state.members);
  const { replies = 0, lastAt = 0, people = [] } = message.thread ?? {};
  const answers = say("answers", { count: replies });
  const names = people.map((id) => known[id]?.displayName).filter((name) => name !== undefined);
  return (
    <Button
      className={styles.button ?? ""}
      aria-label={say("answersOpen", { answers })}
      onPress={() => onThread(message.id)}
    >
      <Icon of={MessagesSquare} />
      <span className={styles.count}>{answers}</span>
      <span className={styles.names}>{names.join(", ")}</span>
      <time dateTime={new Date(lastAt).toISOString()}>{formatTime(lastAt, format)}</time>
    </Button>
  );
}
