import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { LIMITS } from "../../../shared/limits.ts";
import type { Message } from "../../../shared/messages.ts";
import { codePoints } from "../../../shared/text.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { focusComposer } from "./composer-focus.ts";
import { useDraft } from "./drafts.ts";
import { endEditing } from "./editing.store.ts";
import { editMessage } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./Row.module.css";
import { extrasOf } from "./use-sending.ts";

/** In the place of a message of mine: its text, to correct. Enter keeps, Escape leaves; a refused text stays here. */
export function EditMessage({ message }: { message: Message }) {
  const say = useWords(messageWords);
  const { conversationId, id: messageId } = message;
  const [draft, setDraft] = useDraft(`${conversationId}:edit:${messageId}`);
  const box = useRef<HTMLDivElement>(null);
  const edit = useAction(editMessage);
  // The draft brings it back when the row comes back; emptied on the way, it stays empty.
  const [text, setText] = useState(draft === "" ? message.text : draft);
  const isSame = text.trim() === message.text;
  const isTooLong = codePoints(text.trim()) > LIMITS.messageCodePoints;
  useEffect(() => {
    const area = box.current?.querySelector("textarea");
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  const change = (next: string): void => {
    setText(next);
    setDraft(next);
  };
  const leave = (): void => {
    setDraft("");
    endEditing();
    focusComposer();
  };
  const said = async () => ({
    text: text.trim(),
    ...(await extrasOf(text, conversationId)),
    ...(message.warning !== undefined && { warning: message.warning }),
  });
  const keep = async (): Promise<void> => {
    if (isTooLong || text.trim() === "") return;
    if (isSame || (await edit.run({ conversationId, messageId, ...(await said()) }))) leave();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && !event.shiftKey && !event.altKey) void keep();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={box}>
      <TextArea
        label={say("editLabel")}
        value={text}
        onChange={change}
        onKeyDown={onKeyDown}
        help={say("editKeys")}
        error={
          isTooLong ? say("composer.tooLong", { count: codePoints(text.trim()) - LIMITS.messageCodePoints }) : undefined
        }
      />
      <div className={styles.actions}>
        <Button
          tone="main"
          size="small"
          isDisabled={text.trim() === "" || isTooLong}
          isPending={edit.isPending}
          onPress={() => void keep()}
        >
          {say("save")}
        </Button>
        <Button size="small" onPress={leave}>
          {say("cancel")}
        </Button>
      </div>
      <Problem code={edit.problem} />
    </div>
  );
}
