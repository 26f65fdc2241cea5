import { useId } from "react";
import { useWords } from "../../platform/i18n.ts";
import { useDirects, useRequests } from "../conversations/conversations.store.ts";
import styles from "./DirectList.module.css";
import { DirectRow, RequestRow } from "./DirectRows.tsx";
import { directWords } from "./direct-messages.catalogue.ts";

/** Private messages below the rooms: requests first, then conversations, the newest first. */
export function DirectList({ currentId }: { currentId: string | null }) {
  const say = useWords(directWords);
  const id = useId();
  const requests = useRequests();
  const directs = useDirects();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id} className={styles.theme}>
        {say("title")}
      </h2>
      {requests.length + directs.length === 0 && <p className={styles.none}>{say("noneYet")}</p>}
      <ul>
        {requests.map((request) => (
          <RequestRow key={request.conversationId} request={request} />
        ))}
        {directs.map((summary) => (
          <DirectRow key={summary.id} summary={summary} isCurrent={summary.id === currentId} />
        ))}
      </ul>
    </section>
  );
}
