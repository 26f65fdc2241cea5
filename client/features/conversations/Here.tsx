import { Button } from "react-aria-components/Button";
import type { DirectSummary } from "../../../shared/conversations.ts";
import { useWords } from "../../platform/i18n.ts";
import { Portrait } from "../../ui/Portrait.tsx";
import { useMemberName } from "../members/members.store.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import { useHere } from "./conversations.store.ts";
import styles from "./Here.module.css";

const facesShown = 4;

function Face({ id }: { id: string }) {
  return <Portrait name={useMemberName(id)} size="small" />;
}

export interface HereButtonProps {
  conversationId: string;
  isOpen: boolean;
  onPress: () => void;
}

/** « 14 ici », with some faces: leads to the members. */
export function HereButton({ conversationId, isOpen, onPress }: HereButtonProps) {
  const say = useWords(conversationWords);
  const here = useHere(conversationId);
  const count = here.length;
  return (
    <Button
      className={styles.here ?? ""}
      aria-expanded={isOpen}
      aria-label={say("hereLabel", { count })}
      onPress={onPress}
    >
      <span className={styles.faces} aria-hidden="true">
        {here.slice(0, facesShown).map((id) => (
          <Face key={id} id={id} />
        ))}
      </span>
      {say("here", { count })}
    </Button>
  );
}

/** The other person of a private conversation, and whether she is here. */
export function Presence({ summary, onPress }: { summary: DirectSummary; onPress: () => void }) {
  const say = useWords(conversationWords);
  const isHere = useHere(summary.id).includes(summary.with.id);
  // Presence is for those who have accepted one another.
  const presence = summary.state === "open" && !summary.blockedByMe ? (isHere ? "here" : "off") : undefined;
  return (
    <Button className={styles.here ?? ""} aria-label={say("card")} onPress={onPress}>
      <Portrait name={summary.with.displayName} size="small" presence={presence} />
      <span className={styles.words}>{say(presence === undefined ? "card" : isHere ? "online" : "offline")}</span>
    </Button>
  );
}
