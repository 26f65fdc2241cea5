import { Button } from "react-aria-components/Button";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import { membersStore, useBlocked } from "../members/members.store.ts";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./Reactions.module.css";
import { react } from "./react.ts";
import { groupReactions, reactionIcons } from "./reactions.ts";

/** Names shown of those who said the same; the rest are counted. */
const namedAtMost = 12;

/** What members said of a message in one word each: a press adds mine or takes it back. */
export function Reactions({ message }: { message: Message }) {
  const say = useWords(messageWords);
  const me = useMyId();
  const known = membersStore((state) => state.members);
  const groups = groupReactions(message.reactions, useBlocked());
  if (groups.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={say("reactions")}>
      {groups.map(({ reaction, userIds }) => {
        const isMine = me !== null && userIds.includes(me);
        const names = userIds.slice(0, namedAtMost).map((id) => known[id]?.displayName ?? say("unknown"));
        const word = say(`reaction.${reaction}`);
        return (
          <li key={reaction}>
            <Button
              className={styles.one ?? ""}
              aria-pressed={isMine}
              aria-label={say("reactionOf", { word, count: userIds.length, names: names.join(", ") })}
              onPress={() => react(message, reaction, !isMine)}
            >
              <Icon of={reactionIcons[reaction]} />
              {word}
              <span className={styles.count}>{userIds.length}</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
