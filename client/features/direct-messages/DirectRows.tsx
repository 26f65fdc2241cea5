import type { DirectSummary, RequestCard } from "../../../shared/conversations.ts";
import { formatActivity } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Count } from "../../ui/Count.tsx";
import { ListRow } from "../../ui/ListRow.tsx";
import { Portrait } from "../../ui/Portrait.tsx";
import { useHere, useUnread } from "../conversations/conversations.store.ts";
import styles from "./DirectList.module.css";
import { directWords } from "./direct-messages.catalogue.ts";

/** A request in the list: a dashed portrait, initials only. It leads to the page of requests. */
export function RequestRow({ request }: { request: RequestCard }) {
  const say = useWords(directWords);
  return (
    <li className={styles.line}>
      <ListRow
        href={`${paths.messages}#${request.conversationId}`}
        name={request.initials}
        before={<Portrait name={request.initials} letters={request.initials} size="small" asked />}
        below={<span className={styles.wants}>{say("wants")}</span>}
      />
    </li>
  );
}

/** A private conversation in the list: who, whether she is here, what is unread. */
export function DirectRow({ summary, isCurrent }: { summary: DirectSummary; isCurrent: boolean }) {
  const say = useWords(directWords);
  const format = useFormatContext(useNow());
  const { id, with: other, state, blockedByMe, lastActivityAt } = summary;
  const unread = useUnread(id);
  const isHere = useHere(id).includes(other.id);
  const note = blockedByMe ? say("blocked") : state === "asked" ? say("asked") : null;
  return (
    <li className={styles.line}>
      <ListRow
        href={paths.conversation(id)}
        name={other.displayName}
        isCurrent={isCurrent}
        isUnread={unread > 0}
        isQuiet={blockedByMe}
        before={
          <Portrait
            name={other.displayName}
            size="small"
            presence={state === "open" && !blockedByMe ? (isHere ? "here" : "off") : undefined}
          />
        }
        below={note}
        end={<Count value={unread} />}
        endOnPhone={unread === 0 && lastActivityAt !== null && formatActivity(lastActivityAt, format)}
      />
    </li>
  );
}
