import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { TalkHead } from "../../ui/TalkHead.tsx";
import { useDirects, useRequests } from "../conversations/conversations.store.ts";
import styles from "./DirectPage.module.css";
import { DirectRow } from "./DirectRows.tsx";
import { directWords } from "./direct-messages.catalogue.ts";
import { RequestCard } from "./RequestCard.tsx";

/** The page of private messages: requests that wait for an answer, then conversations. */
export function DirectPage() {
  const say = useWords(directWords);
  const requests = useRequests();
  const directs = useDirects();
  return (
    <>
      <TalkHead title={say("title")} topic={say("intro")} back={{ href: paths.home, label: say("back") }} />
      <div className={styles.page}>
        {requests.length > 0 && (
          <section className={styles.group}>
            <h2 className={styles.heading}>{say("requests")}</h2>
            <ul className={styles.cards}>
              {requests.map((request) => (
                <li key={request.conversationId}>
                  <RequestCard request={request} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {directs.length > 0 && (
          <section className={styles.group}>
            <h2 className={styles.heading}>{say("conversations")}</h2>
            <ul className={styles.rows}>
              {directs.map((summary) => (
                <DirectRow key={summary.id} summary={summary} isCurrent={false} />
              ))}
            </ul>
          </section>
        )}
        {requests.length + directs.length === 0 && (
          <div className={styles.group}>
            <span className={styles.heading} />
            <EmptyState title={say("none.title")}>
              <p>{say("none.text")}</p>
            </EmptyState>
          </div>
        )}
      </div>
    </>
  );
}
