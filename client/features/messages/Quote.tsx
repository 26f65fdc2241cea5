import { CornerDownRight } from "lucide-react";
import { Button } from "react-aria-components/Button";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useBlocked, useMember } from "../members/members.store.ts";
import { briefOf } from "./brief.ts";
import { goToMessage } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./Quote.module.css";
import { useQuoted } from "./quotes.ts";

export interface QuoteProps {
  conversationId: string;
  messageId: string;
}

/** What a message answers, in one line: a press brings it on the screen. */
export function Quote({ conversationId, messageId }: QuoteProps) {
  const say = useWords(messageWords);
  const quoted = useQuoted(conversationId, messageId);
  // Its place is kept while it is on its way.
  if (quoted === undefined) return <p className={styles.quote}>{"\u00A0"}</p>;
  if (quoted === null || quoted.deleted !== "no") {
    return (
      <p className={styles.quote}>
        <Icon of={CornerDownRight} /> <em>{say("quote.gone")}</em>
      </p>
    );
  }
  return <Standing quoted={quoted} />;
}

function Standing({ quoted }: { quoted: Message }) {
  const say = useWords(messageWords);
  const name = useMember(quoted.authorId)?.displayName ?? say("unknown");
  const isBlocked = useBlocked().has(quoted.authorId);
  return (
    <Button
      className={styles.quote ?? ""}
      aria-label={say("quote.goTo", { name })}
      onPress={() => void goToMessage(quoted.conversationId, quoted.seq)}
    >
      <Icon of={CornerDownRight} />
      <bdi className={styles.name}>{name}</bdi>
      <span className={styles.text} dir="auto">
        {isBlocked ? say("fromBlocked") : briefOf(quoted)}
      </span>
    </Button>
  );
}
