import { useCallback, useState } from "react";
import { Link } from "wouter";
import type { Bookmark } from "../../../shared/desk.ts";
import { formatDay } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { linkTo } from "../../platform/paths.ts";
import { useAction } from "../../platform/use-action.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useLoaded } from "../../platform/use-loaded.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useConversation } from "../conversations/conversations.store.ts";
import { useBlocked, useMemberName } from "../members/members.store.ts";
import styles from "./DeskPage.module.css";
import { listBookmarks, setBookmark } from "./desk.actions.ts";
import { deskWords } from "./desk.catalogue.ts";
import { deskStore } from "./desk.store.ts";

/** The messages that I keep for myself, the last kept first. */
export function BookmarksPage() {
  const say = useWords(deskWords);
  const kept = deskStore((state) => state.bookmarks);
  const [before, setBefore] = useState<number | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept in another tab is shown too.
  const load = useCallback(() => listBookmarks(before), [before, kept]);
  const { value: page, problem } = useLoaded(load);
  const next = page?.before ?? null;
  if (page && page.bookmarks.length === 0 && before === undefined) {
    return (
      <EmptyState title={say("noBookmarks")}>
        <p>{say("noBookmarksText")}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <Problem code={problem} />
      <ul className={styles.list}>
        {page?.bookmarks.map((bookmark) => (
          <Entry key={bookmark.messageId} bookmark={bookmark} />
        ))}
      </ul>
      {next !== null && (
        <Button size="small" onPress={() => setBefore(next)}>
          {say("more")}
        </Button>
      )}
    </>
  );
}

function Entry({ bookmark }: { bookmark: Bookmark }) {
  const say = useWords(deskWords);
  const { conversationId, messageId, message } = bookmark;
  const format = useFormatContext(useNow());
  const summary = useConversation(conversationId);
  const name = useMemberName(message?.authorId ?? "");
  const isBlocked = useBlocked().has(message?.authorId ?? "");
  const removal = useAction(setBookmark);
  const place = summary?.kind === "room" ? summary.room.name : (summary?.with.displayName ?? "");
  return (
    <li className={styles.entry}>
      {message && message.deleted === "no" && !isBlocked ? (
        <Link className={styles.link} href={linkTo(message)} aria-label={say("goTo", { name })}>
          <span className={styles.where}>
            <bdi>{name}</bdi>, {place}, {formatDay(message.at, format)}
          </span>
          <span className={styles.text} dir="auto">
            {message.warning ?? message.text}
          </span>
        </Link>
      ) : (
        <p className={styles.gone}>{say("gone")}</p>
      )}
      <Button
        size="small"
        isPending={removal.isPending}
        onPress={() => void removal.run({ conversationId, messageId }, false)}
      >
        {say("remove")}
      </Button>
    </li>
  );
}
