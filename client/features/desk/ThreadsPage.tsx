import { Link } from "wouter";
import type { FollowedThread } from "../../../shared/desk.ts";
import { formatDay } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { useAction } from "../../platform/use-action.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useConversation } from "../conversations/conversations.store.ts";
import { useBlocked, useMemberName } from "../members/members.store.ts";
import styles from "./DeskPage.module.css";
import { followThread } from "./desk.actions.ts";
import { deskWords } from "./desk.catalogue.ts";
import { deskStore } from "./desk.store.ts";

/** The threads that I follow, in one place, the last answered first. */
export function ThreadsPage() {
  const say = useWords(deskWords);
  const threads = deskStore((state) => state.threads);
  if (threads === null) return <p role="status">{say("loading")}</p>;
  if (threads.length === 0) {
    return (
      <EmptyState title={say("noThreads")}>
        <p>{say("noThreadsText")}</p>
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list}>
      {threads.map((thread) => (
        <Entry key={thread.root.id} thread={thread} />
      ))}
    </ul>
  );
}

function Entry({ thread: { root, unread } }: { thread: FollowedThread }) {
  const say = useWords(deskWords);
  const format = useFormatContext(useNow());
  const { conversationId, id: threadId } = root;
  const summary = useConversation(conversationId);
  const name = useMemberName(root.authorId);
  const isBlocked = useBlocked().has(root.authorId);
  const leaving = useAction(followThread);
  const room = summary?.kind === "room" ? summary.room.name : "";
  const text = isBlocked || root.deleted !== "no" ? say("gone") : (root.warning ?? root.text);
  return (
    <li className={classNames(styles.entry, unread.length > 0 && styles.unread)}>
      <Link
        className={styles.link}
        href={`${paths.message(conversationId, root.seq)}?fil=${threadId}`}
        aria-label={say("open", { name })}
      >
        <span className={styles.where}>
          <bdi>{name}</bdi>, {room}, {formatDay(root.thread?.lastAt ?? root.at, format)}
        </span>
        <span className={styles.text} dir="auto">
          {text}
        </span>
        {unread.length > 0 && <span className={styles.count}>{say("unread", { count: unread.length })}</span>}
      </Link>
      <Button
        size="small"
        isPending={leaving.isPending}
        onPress={() => void leaving.run({ conversationId, threadId }, false)}
      >
        {say("leave")}
      </Button>
    </li>
  );
}
