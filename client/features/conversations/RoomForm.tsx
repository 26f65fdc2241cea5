import { useState } from "react";
import { type Room, THEMES, type Theme } from "../../../shared/conversations.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { codePoints, roomDescription, roomName } from "../../../shared/text.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { createRoom, describeRoom, refreshRooms, renameRoom } from "./conversations.actions.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import { roomsAdministrationWords } from "./rooms-administration.catalogue.ts";

interface Draft {
  name: string;
  theme: Theme;
  description: string;
}

/** Sends only what changed: each part is a decision of its own in the journal. */
async function save(room: Room | null, draft: Draft): Promise<void> {
  if (room === null) {
    await createRoom(draft);
    return;
  }
  if (draft.name.trim() !== room.name) await renameRoom(room.id, draft.name);
  if (draft.description.trim() !== room.description) await describeRoom(room.id, draft.description);
  await refreshRooms();
}

/** Opens a room, or changes the name and the description of one. */
export function RoomForm({ room, onClose }: { room: Room | null; onClose: () => void }) {
  const say = useWords(roomsAdministrationWords);
  const sayRooms = useWords(conversationWords);
  const [draft, setDraft] = useState<Draft>({
    name: room?.name ?? "",
    theme: room?.theme ?? "metier",
    description: room?.description ?? "",
  });
  const [isTried, setTried] = useState(false);
  const { run, isPending, problem } = useAction(save);
  const hasName = roomName.safeParse(draft.name).success;
  const hasDescription = roomDescription.safeParse(draft.description).success;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!hasName || !hasDescription || !(await run(room, draft))) return;
    showToast({ tone: "ok", title: say(room ? "saved" : "opened", { name: draft.name.trim() }) });
    onClose();
  };
  const nameError = (): string | undefined => {
    if (problem === "CONFLICT") return say("nameTaken");
    return isTried && !hasName ? say("nameHelp", LIMITS.roomName) : undefined;
  };
  const descriptionHelp = say("descriptionHelp", { max: LIMITS.roomDescription });
  const isTooLong = codePoints(draft.description) > LIMITS.roomDescription || (isTried && !hasDescription);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={room ? say("editTitle", { name: room.name }) : say("openTitle")}
      actions={
        <Button
          tone="main"
          onPress={() => void submit()}
          isPending={isPending}
          pendingLabel={say(room ? "saving" : "opening")}
        >
          {say(room ? "save" : "openVerb")}
        </Button>
      }
    >
      <TextField
        label={say("name")}
        help={say("nameHelp", LIMITS.roomName)}
        autoComplete="off"
        value={draft.name}
        onChange={(name) => setDraft({ ...draft, name })}
        error={nameError()}
      />
      {room === null && (
        <Select
          label={say("theme")}
          options={THEMES.map((id) => ({ id, label: sayRooms(`theme.${id}`) }))}
          value={draft.theme}
          onChange={(theme) => setDraft({ ...draft, theme })}
        />
      )}
      <TextArea
        label={say("description")}
        isOptional
        help={descriptionHelp}
        value={draft.description}
        onChange={(description) => setDraft({ ...draft, description })}
        error={isTooLong ? descriptionHelp : undefined}
      />
      {problem !== "CONFLICT" && <Problem code={problem} />}
    </Dialog>
  );
}
