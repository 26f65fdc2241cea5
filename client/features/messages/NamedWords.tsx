import { Button } from "react-aria-components/Button";
import { useWords } from "../../platform/i18n.ts";
import { classNames } from "../../ui/class-names.ts";
import { useMyId } from "../accounts/accounts.store.ts";
import { useMemberName } from "../members/members.store.ts";
import styles from "./Markup.module.css";
import { namedPieces } from "./mentions.ts";
import { messageWords } from "./messages.catalogue.ts";
import type { Named } from "./named-context.ts";

/** Words in which people are named: each by the name that she has now; mine stands out. */
export function NamedWords({ text, named }: { text: string; named: Named }) {
  const say = useWords(messageWords);
  return namedPieces(text, named).map((piece, index) => {
    // The pieces of one text never move.
    const key = `${index}`;
    if (piece.kind === "words") return piece.text;
    if (piece.kind === "mention") {
      return <Person key={key} userId={piece.userId} written={piece.text} onMember={named.onMember} />;
    }
    return (
      <strong key={key} className={classNames(styles.named, styles.mine)} title={say("everybody")}>
        {piece.text}
      </strong>
    );
  });
}

interface PersonProps {
  userId: string;
  written: string;
  onMember: Named["onMember"];
}

function Person({ userId, written, onMember }: PersonProps) {
  const name = useMemberName(userId);
  const isMe = useMyId() === userId;
  const shown = name === "" ? written : `@${name}`;
  const className = classNames(styles.named, isMe && styles.mine);
  if (!onMember) return <strong className={className}>{shown}</strong>;
  return (
    <Button className={className} onPress={() => onMember(userId)}>
      {shown}
    </Button>
  );
}
