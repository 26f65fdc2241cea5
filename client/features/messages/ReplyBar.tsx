import { Reply, X } from "lucide-react";
import { useWords } from "../../platform/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { useMember } from "../members/members.store.ts";
import { briefOf } from "./brief.ts";
import { focusComposer } from "./composer-focus.ts";
import { useReplyTarget } from "./drafts.ts";
import { messageWords } from "./messages.catalogue.ts";
import { useQuoted } from "./quotes.ts";
import styles from "./ReplyBar.module.css";

/** Over what I write: the message that it answers, and how to leave it. */
export function ReplyBar({ conversationId }: { conversationId: string }) {
  const [messageId, setMessageId] = useReplyTarget(conversationId);
  if (messageId === null) return null;
  const leave = (): void => {
    setMessageId(null);
    focusComposer();
  };
  return <Answered conversationId={conversationId} messageId={messageId} onLeave={leave} />;
}

interface AnsweredProps {
  conversationId: string;
  messageId: string;
  onLeave: () => void;
}

function Answered({ conversationId, messageId, onLeave }: AnsweredProps) {
  const say = useWords(messageWords);
  const quoted = useQuoted(conversationId, messageId);
  const name = useMember(quoted?.authorId ?? "")?.displayName ?? say("unknown");
  return (
    <div className={styles.bar}>
      <Icon of={Reply} />
      <p className={styles.words}>
        <strong>{say("replyingTo", { name })}</strong> <span dir="auto">{quoted && briefOf(quoted)}</span>
      </p>
      <IconButton icon={X} label={say("stopReplying")} onPress={onLeave} withoutTooltip />
    </div>
  );
}
