import { Hand, Images, MessageCircleQuestion } from "lucide-react";
import { useWords } from "../../platform/i18n.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { focusComposer } from "./composer-focus.ts";
import { useDraft } from "./drafts.ts";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./Timeline.module.css";

export interface EmptyConversationProps {
  conversationId: string;
  kind: "room" | "direct";
  /** Whether I may write here: gestures that begin a text are offered then. */
  canWrite: boolean;
}

/** A conversation in which nothing was said: ways to begin, which fill the composer. */
export function EmptyConversation({ conversationId, kind, canWrite }: EmptyConversationProps) {
  const say = useWords(messageWords);
  const [draft, setDraft] = useDraft(conversationId);
  const begin = (text: string): void => {
    if (draft.trim() === "") setDraft(text);
    focusComposer();
  };
  const starters = [
    { id: "question", icon: MessageCircleQuestion, label: say("empty.question"), text: say("empty.questionText") },
    { id: "show", icon: Images, label: say("empty.show"), text: say("empty.showText") },
    { id: "hello", icon: Hand, label: say("empty.hello"), text: say("empty.helloText") },
  ].map(({ text, ...starter }) => ({ ...starter, onPress: () => begin(text) }));
  return (
    <div className={styles.empty}>
      <EmptyState
        title={say(kind === "room" ? "empty.room" : "empty.direct")}
        starters={kind === "room" && canWrite ? starters : []}
      >
        {say(kind === "room" ? "empty.roomText" : "empty.directText")}
      </EmptyState>
    </div>
  );
}
