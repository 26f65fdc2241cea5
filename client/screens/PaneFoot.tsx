import { Bookmark, MessagesSquare, Scale, TextSearch } from "lucide-react";
import { useRoute } from "wouter";
import type { Me } from "../../shared/accounts.ts";
import { AccountBar } from "../features/accounts/AccountBar.tsx";
import { useUnreadThreads } from "../features/desk/desk.store.ts";
import { usePermissions } from "../features/moderation/moderation.store.ts";
import { useWords } from "../platform/i18n.ts";
import { paths } from "../platform/paths.ts";
import { Count } from "../ui/Count.tsx";
import { Icon } from "../ui/Icon.tsx";
import { ListRow } from "../ui/ListRow.tsx";
import styles from "./PaneFoot.module.css";
import { screenWords } from "./screens.catalogue.ts";

/** Below the rooms: moderation for those who have it, then me. */
export function PaneFoot({ me, onHelp }: { me: Me; onHelp: () => void }) {
  const say = useWords(screenWords);
  const [isThreads] = useRoute(paths.threads);
  const [isBookmarks] = useRoute(paths.bookmarks);
  const [isSearch] = useRoute(paths.search);
  const unread = useUnreadThreads();
  const [isModerating] = useRoute(paths.moderation);
  const { moderate } = usePermissions(null);
  return (
    <footer className={styles.foot}>
      <div className={styles.place}>
        <ListRow
          href={paths.search}
          name={say("place.search")}
          isCurrent={isSearch}
          before={<Icon of={TextSearch} />}
        />
        <ListRow
          href={paths.threads}
          name={say("place.threads")}
          isCurrent={isThreads}
          before={<Icon of={MessagesSquare} />}
          isUnread={unread > 0}
          end={<Count value={unread} />}
        />
        <ListRow
          href={paths.bookmarks}
          name={say("place.bookmarks")}
          isCurrent={isBookmarks}
          before={<Icon of={Bookmark} />}
        />
      </div>
      {moderate && (
        <div className={styles.place}>
          <ListRow
            href={paths.moderation}
            name={say("place.moderation")}
            isCurrent={isModerating}
            before={<Icon of={Scale} />}
          />
        </div>
      )}
      <AccountBar me={me} onHelp={onHelp} />
    </footer>
  );
}
