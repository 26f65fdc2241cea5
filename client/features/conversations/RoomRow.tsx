import { Archive } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { errorWords } from "../../platform/errors.catalogue.ts";
import { codeOf } from "../../platform/errors.ts";
import { formatActivity } from "../../platform/format.ts";
import { say as sayNow, useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Count } from "../../ui/Count.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ListRow } from "../../ui/ListRow.tsx";
import { showToast } from "../../ui/toasts.ts";
import { joinRoom } from "./conversations.actions.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import type { RoomEntry } from "./conversations.store.ts";
import styles from "./RoomList.module.css";

/** One room of the list; one that is not joined is quieter and offers to join. */
export function RoomRow({ entry, isCurrent }: { entry: RoomEntry; isCurrent: boolean }) {
  const { room, joined, unread, level } = entry;
  const say = useWords(conversationWords);
  const format = useFormatContext(useNow());
  const join = (): void => {
    joinRoom(room.id).catch((error: unknown) =>
      showToast({ tone: "danger", title: room.name, text: sayNow(errorWords, codeOf(error)) }),
    );
  };
  return (
    <li className={styles.line}>
      <ListRow
        href={paths.conversation(room.id)}
        name={room.name}
        isCurrent={isCurrent}
        isUnread={unread > 0}
        isQuiet={!joined}
        before={
          room.archived && (
            <>
              <Icon of={Archive} />
              <span className="sr-only">{say("archived")}</span>
            </>
          )
        }
        belowOnPhone={room.description}
        end={<Count value={unread} kind={level === "mentions" ? "mention" : "unread"} />}
        endOnPhone={unread === 0 && joined && room.lastActivityAt && formatActivity(room.lastActivityAt, format)}
      />
      {!joined && (
        <Button className={styles.join ?? ""} aria-label={say("joinNamed", { name: room.name })} onPress={join}>
          {say("join")}
        </Button>
      )}
    </li>
  );
}
