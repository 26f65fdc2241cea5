import type { Room } from "../../../shared/conversations.ts";
import { formatActivity } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { paths } from "../../platform/paths.ts";
import { useAction } from "../../platform/use-action.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { TalkHead } from "../../ui/TalkHead.tsx";
import { joinRoom } from "./conversations.actions.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import styles from "./JoinRoom.module.css";

/** A room that I have not joined: what it is for, and the door. */
export function JoinRoom({ room }: { room: Room }) {
  const say = useWords(conversationWords);
  const format = useFormatContext(useNow());
  const join = useAction(joinRoom);
  const activity = room.lastActivityAt
    ? say("joinActivity", { when: formatActivity(room.lastActivityAt, format) })
    : say("joinSilent");
  return (
    <>
      <TalkHead
        back={{ href: paths.home, label: say("back") }}
        from={say(`theme.${room.theme}`)}
        title={room.name}
        topic={room.description}
      />
      <div className={styles.door}>
        <EmptyState
          title={say("joinTitle")}
          actions={
            !room.archived && (
              <Button
                tone="main"
                size="large"
                isPending={join.isPending}
                pendingLabel={say("joining")}
                onPress={() => void join.run(room.id)}
              >
                {say("join")}
              </Button>
            )
          }
        >
          <p className={styles.topic}>{room.description}</p>
          <p>{say(room.archived ? "joinArchived" : "joinText")}</p>
          <p className="meta">
            {say("joinMembers", { count: room.members })}, {activity}
          </p>
        </EmptyState>
        <Problem code={join.problem} />
      </div>
    </>
  );
}
