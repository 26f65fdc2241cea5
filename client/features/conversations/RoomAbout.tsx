import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useState } from "react";
import { roleReaches } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { useSession } from "../accounts/accounts.store.ts";
import { archiveRoom, restoreRoom } from "./conversations.actions.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import { useConversation } from "./conversations.store.ts";
import styles from "./RoomAbout.module.css";
import { RoomEditor } from "./RoomEditor.tsx";

/** What a room is for, above its members; administrators change it here. */
export function RoomAbout({ conversationId }: { conversationId: string }) {
  const say = useWords(conversationWords);
  const summary = useConversation(conversationId);
  const role = useSession().me?.role ?? "member";
  const [open, setOpen] = useState<"edit" | "archive" | null>(null);
  const change = useAction((isArchived: boolean) =>
    isArchived ? restoreRoom(conversationId) : archiveRoom(conversationId),
  );
  if (summary?.kind !== "room") return null;
  const { room } = summary;
  const close = (): void => setOpen(null);
  const onConfirm = async (): Promise<void> => {
    if (await change.run(room.archived)) close();
  };
  return (
    <section className={styles.about} aria-label={say("about")}>
      <p className={styles.text}>{room.description}</p>
      {roleReaches(role, "administrator") && (
        <div className={styles.actions}>
          <Button size="small" icon={Pencil} onPress={() => setOpen("edit")}>
            {say("edit")}
          </Button>
          <Button size="small" icon={room.archived ? ArchiveRestore : Archive} onPress={() => setOpen("archive")}>
            {say(room.archived ? "restore" : "archive")}
          </Button>
        </div>
      )}
      {open === "edit" && <RoomEditor room={room} onClose={close} />}
      <Confirm
        isOpen={open === "archive"}
        onOpenChange={close}
        title={say(room.archived ? "restoreTitle" : "archiveTitle", { name: room.name })}
        verb={say(room.archived ? "restore" : "archive")}
        isPending={change.isPending}
        tone="main"
        onConfirm={() => void onConfirm()}
      >
        <p>{say(room.archived ? "restoreText" : "archiveText")}</p>
        <Problem code={change.problem} />
      </Confirm>
    </section>
  );
}
