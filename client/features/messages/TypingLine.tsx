import { useWords } from "../../platform/i18n.ts";
import { useTyping } from "../conversations/conversations.store.ts";
import { useMemberName } from "../members/members.store.ts";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./TypingLine.module.css";

function firstWord(name: string): string {
  return name.split(" ")[0] ?? name;
}

/** Who is writing. Not announced: it would interrupt for nothing. */
export function TypingLine({ conversationId }: { conversationId: string }) {
  const say = useWords(messageWords);
  const ids = useTyping(conversationId);
  const one = firstWord(useMemberName(ids[0] ?? ""));
  const two = firstWord(useMemberName(ids[1] ?? ""));
  const isNamed = one !== "" && (ids.length < 2 || two !== "");
  const words =
    ids.length > 2 || !isNamed ? say("typing.many") : say(ids.length === 1 ? "typing.one" : "typing.two", { one, two });
  return (
    <p className={styles.typing}>
      {ids.length > 0 && (
        <>
          <span className={styles.dots} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className={styles.words}>{words}</span>
        </>
      )}
    </p>
  );
}
