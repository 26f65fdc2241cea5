import { useState } from "react";
import { type Room, THEMES, type Theme } from "../../../shared/conversations.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { codePoints } from "../../../shared/text.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { createRoom, describeRoom, renameRoom } from "./conversations.actions.ts";
import { conversationWords } from "./conversations.catalogue.ts";

export interface RoomEditorProps {
  /** The room to change; null: a new one. */
  room: Room | null;
  onClose: () => void;
  /** A new room is there. */
  onCreated?: ((conversationId: string) => void) | undefined;
}

interface Given {
  name: string;
  description: string;
  theme: Theme;
}

/** Sends only what differs, the name first: it is the one that can be refused. */
async function save(room: Room | null, { name, description, theme }: Given): Promise<string> {
  if (room === null) return createRoom({ name, description, theme });
  if (name !== room.name) await renameRoom(room.id, name);
  if (description !== room.description) await describeRoom(room.id, description);
  return room.id;
}

/** Opens a room, or changes the name and the description of one. For administrators. */
export function RoomEditor({ room, onClose, onCreated }: RoomEditorProps) {
  const say = useWords(conversationWords);
  const [name, setName] = useState(room?.name ?? "");
  const [description, setDescription] = useState(room?.description ?? "");
  const [theme, setTheme] = useState<Theme>(room?.theme ?? "creer");
  const [isTried, setTried] = useState(false);
  const saving = useAction(async () => {
    const id = await save(room, { name: name.trim(), description: description.trim(), theme });
    onClose();
    if (room === null) onCreated?.(id);
  });
  const { min, max } = LIMITS.roomName;
  const length = codePoints(name.trim());
  const nameError = length < min || length > max ? say("editor.nameLength", { min, max }) : null;
  const isTooLong = codePoints(description.trim()) > LIMITS.roomDescription;
  const submit = (): void => {
    setTried(true);
    if (nameError === null && !isTooLong) void saving.run();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={say(room ? "editor.change" : "editor.create")}
      actions={
        <Button tone="main" isPending={saving.isPending} pendingLabel={say("editor.saving")} onPress={submit}>
          {say(room ? "editor.save" : "editor.open")}
        </Button>
      }
    >
      <TextField label={say("editor.name")} value={name} onChange={setName} error={isTried ? nameError : null} />
      {room === null && (
        <Select
          label={say("editor.theme")}
          options={THEMES.map((id) => ({ id, label: say(`theme.${id}`) }))}
          value={theme}
          onChange={setTheme}
        />
      )}
      <TextArea
        label={say("editor.description")}
        isOptional
        value={description}
        onChange={setDescription}
        error={isTooLong ? say("editor.descriptionLength", { max: LIMITS.roomDescription }) : null}
      />
      <Problem code={saving.problem} />
    </Dialog>
  );
}
