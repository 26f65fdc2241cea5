import { useState } from "react";
import { LIMITS } from "../../../shared/limits.ts";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import { useMemberName } from "../members/members.store.ts";
import { deleteMessage } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";

export interface DeleteMessageProps {
  message: Message;
  onClose: () => void;
}

/** Asks before a message is deleted; of another's, why. */
export function DeleteMessage({ message, onClose }: DeleteMessageProps) {
  const say = useWords(messageWords);
  const isMine = useMyId() === message.authorId;
  const name = useMemberName(message.authorId);
  const [reason, setReason] = useState("");
  const deletion = useAction(deleteMessage);
  const onConfirm = async (): Promise<void> => {
    const { conversationId, id: messageId } = message;
    const why = reason.trim();
    if (await deletion.run({ conversationId, messageId, ...(why === "" ? {} : { reason: why }) })) onClose();
  };
  return (
    <Confirm
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={isMine ? say("deleteTitle") : say("removeTitle", { name })}
      verb={say(isMine ? "delete" : "remove")}
      pendingVerb={say("deleting")}
      isPending={deletion.isPending}
      onConfirm={() => void onConfirm()}
    >
      <p>{say(isMine ? "deleteText" : "removeText")}</p>
      {!isMine && (
        <TextArea
          label={say("reason")}
          isOptional
          value={reason}
          onChange={setReason}
          maxLength={LIMITS.sanctionText}
        />
      )}
      <Problem code={deletion.problem} />
    </Confirm>
  );
}
