import { Link } from "wouter";
import type { Message } from "../../../shared/messages.ts";
import { searchableText } from "../../../shared/search-words.ts";
import { formatDay, formatTime } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { linkTo } from "../../platform/paths.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { useConversation } from "../conversations/conversations.store.ts";
import { useBlocked, useMemberName } from "../members/members.store.ts";
import { Highlighted } from "./Highlighted.tsx";
import styles from "./SearchPage.module.css";
import type { SearchAsked } from "./search.actions.ts";
import { searchWords } from "./search.catalogue.ts";
import { useSearchPages } from "./use-search-pages.ts";

/** What was found, the newest first; a press leads to the message where it is read. */
export function SearchResults({ asked }: { asked: SearchAsked }) {
  const say = useWords(searchWords);
  const blocked = useBlocked();
  const { messages, isMore, isPending, problem, more } = useSearchPages(asked);
  const shown = messages.filter(({ authorId }) => !blocked.has(authorId));
  if (isPending && messages.length === 0) {
    return (
      <SkeletonGroup label={say("loading")}>
        <Skeleton width="long" />
        <Skeleton width="medium" />
      </SkeletonGroup>
    );
  }
  if (!problem && shown.length === 0 && !isMore) {
    return (
      <EmptyState title={say("none")}>
        <p>{say("noneText")}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <p role="status" className="sr-only">
        {problem ? "" : say("found", { count: shown.length })}
      </p>
      <ul className={styles.list}>
        {shown.map((message) => (
          <Result key={message.id} message={message} query={asked.query} />
        ))}
      </ul>
      <Problem code={problem} />
      {(isMore || problem) && (
        <Button size="small" isPending={isPending} pendingLabel={say("loading")} onPress={more}>
          {problem ? say("again") : say("more")}
        </Button>
      )}
    </>
  );
}

function Result({ message, query }: { message: Message; query: string }) {
  const say = useWords(searchWords);
  const format = useFormatContext(useNow());
  const summary = useConversation(message.conversationId);
  const name = useMemberName(message.authorId);
  const place = summary?.kind === "room" ? summary.room.name : (summary?.with.displayName ?? "");
  return (
    <li className={styles.entry}>
      <Link className={styles.link} href={linkTo(message)}>
        <span className={styles.where}>
          <bdi>{name}</bdi>, <bdi>{place}</bdi>, {formatDay(message.at, format)}, {formatTime(message.at, format)}
          {message.threadId !== undefined && ` (${say("inThread")})`}
        </span>
        <span className={styles.text} dir="auto">
          {message.warning === undefined ? (
            <Highlighted text={searchableText(message)} query={query} />
          ) : (
            say("warned", { warning: message.warning })
          )}
        </span>
      </Link>
    </li>
  );
}
