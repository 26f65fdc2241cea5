import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Link } from "../../ui/Link.tsx";
import { TalkHead } from "../../ui/TalkHead.tsx";
import { conversationWords } from "./conversations.catalogue.ts";
import styles from "./JoinRoom.module.css";

/** An address that leads to nothing that I may know of. */
export function NoConversation() {
  const say = useWords(conversationWords);
  return (
    <>
      <TalkHead title={say("nowhere.title")} back={{ href: paths.home, label: say("back") }} />
      <div className={styles.door}>
        <EmptyState
          title={say("nowhere.text")}
          actions={
            <Link href={paths.home} look="button">
              {say("nowhere.back")}
            </Link>
          }
        />
      </div>
    </>
  );
}
