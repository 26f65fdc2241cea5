import { Plus } from "lucide-react";
import { useState } from "react";
import type { Room } from "../../../shared/conversations.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { showRefusal } from "../../platform/refusal.ts";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { showToast } from "../../ui/toasts.ts";
import { archiveRoom, refreshRooms, restoreRoom } from "./conversations.actions.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import { useRoomsByTheme } from "./conversations.store.ts";
import { RoomEditor } from "./RoomEditor.tsx";
import styles from "./RoomsAdministration.module.css";
import { roomsAdministrationWords } from "./rooms-administration.catalogue.ts";

type Gesture = { is: "open" } | { is: "edit"; room: Room } | { is: "archive"; room: Room };

function Row({ room, onGesture }: { room: Room; onGesture: (gesture: Gesture) => void }) {
  const say = useWords(roomsAdministrationWords);
  const { name, description, members, archived } = room;
  const restore = async (): Promise<void> => {
    try {
      await restoreRoom(room.id);
      await refreshRooms();
      showToast({ tone: "ok", title: say("restored", { name }) });
    } catch (error) {
      showRefusal(error);
    }
  };
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <h3 className={styles.name}>
          {name} {archived && <Tag>{say("isArchived")}</Tag>}
        </h3>
        <p className={styles.text}>{description}</p>
        <p className="meta">{say("members", { count: members })}</p>
      </div>
      <div className={styles.acts}>
        {archived ? (
          <Button size="small" aria-label={say("restoreLabel", { name })} onPress={() => void restore()}>
            {say("restore")}
          </Button>
        ) : (
          <>
            <Button
              size="small"
              aria-label={say("editLabel", { name })}
              onPress={() => onGesture({ is: "edit", room })}
            >
              {say("edit")}
            </Button>
            <Button
              size="small"
              aria-label={say("archiveLabel", { name })}
              onPress={() => onGesture({ is: "archive", room })}
            >
              {say("archive")}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function Archiving({ room, onClose }: { room: Room; onClose: () => void }) {
  const say = useWords(roomsAdministrationWords);
  const { run, isPending, problem } = useAction(archiveRoom);
  const confirm = async (): Promise<void> => {
    if (!(await run(room.id))) return;
    refreshRooms().catch(() => undefined);
    showToast({ tone: "ok", title: say("archived", { name: room.name }) });
    onClose();
  };
  return (
    <Confirm
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={say("archiveTitle", { name: room.name })}
      verb={say("archive")}
      pendingVerb={say("archiving")}
      isPending={isPending}
      onConfirm={() => void confirm()}
    >
      <p>{say("archiveText")}</p>
      <Problem code={problem} />
    </Confirm>
  );
}

/** All rooms, by theme: for administrators to open, name, describe, archive and open again. */
export function RoomsAdministration() {
  const say = useWords(roomsAdministrationWords);
  const sayRooms = useWords(conversationWords);
  const themes = useRoomsByTheme();
  const [gesture, setGesture] = useState<Gesture | null>(null);
  const close = (): void => setGesture(null);
  return (
    <div className={styles.pane}>
      <p className={styles.text}>{say("lead")}</p>
      <Button tone="main" icon={Plus} onPress={() => setGesture({ is: "open" })}>
        {say("open")}
      </Button>
      {themes.length === 0 && <p>{say("none")}</p>}
      {themes.map(({ theme, rooms }) => (
        <section key={theme} className={styles.theme}>
          <h2 className={styles.title}>{sayRooms(`theme.${theme}`)}</h2>
          <ul>
            {rooms.map(({ room }) => (
              <Row key={room.id} room={room} onGesture={setGesture} />
            ))}
          </ul>
        </section>
      ))}
      {gesture?.is === "archive" && <Archiving room={gesture.room} onClose={close} />}
      {(gesture?.is === "open" || gesture?.is === "edit") && (
        <RoomEditor
          room={gesture.is === "edit" ? gesture.room : null}
          onClose={() => {
            close();
            refreshRooms().catch(() => undefined);
          }}
        />
      )}
    </div>
  );
}
