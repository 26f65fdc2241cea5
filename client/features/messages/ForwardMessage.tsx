import { useState } from "react";
import { LIMITS } from "../../../shared/limits.ts";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useConversation, useDirects, useRoomsByTheme } from "../conversations/conversations.store.ts";
import { forwardWords } from "./forward.catalogue.ts";
import { sendMessage } from "./messages.actions.ts";

export interface ForwardMessageProps {
  message: Message;
  onClose: () => void;
}

/** @returns where I can write, but for where the message is: rooms, then people */
function usePlaces(exceptId: string): { id: string; label: string }[] {
  const rooms = useRoomsByTheme().flatMap((group) =>
    group.rooms.filter(({ joined, room }) => joined && !room.archived),
  );
  const directs = useDirects().filter(({ state, blockedByMe }) => state === "open" && !blockedByMe);
  return [
    ...rooms.map(({ room }) => ({ id: room.id, label: room.name })),
    ...directs.map((direct) => ({ id: direct.id, label: direct.with.displayName })),
  ].filter(({ id }) => id !== exceptId);
}

/** Asks where a message is passed on to. What goes there is where the message is, not what it says. */
export function ForwardMessage({ message, onClose }: ForwardMessageProps) {
  const say = useWords(forwardWords);
  const { conversationId, id: messageId } = message;
  const places = usePlaces(conversationId);
  const summary = useConversation(conversationId);
  const [where, setWhere] = useState(places[0]?.id ?? "");
  const [text, setText] = useState("");
  const [isRefused, setRefused] = useState(false);
  const send = async (): Promise<void> => {
    try {
      await sendMessage(where, text.trim(), { forward: { conversationId, messageId } });
      showToast({ tone: "ok", title: say("sent") });
      onClose();
    } catch {
      setRefused(true);
    }
  };
  const room = summary?.kind === "room" ? summary.room.name : "";
  return (
    <Dialog
      title={say("title")}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      actions={
        <Button tone="main" isDisabled={where === ""} onPress={() => void send()}>
          {say("verb")}
        </Button>
      }
    >
      {places.length === 0 ? (
        <p>{say("none")}</p>
      ) : (
        <>
          <Select label={say("where")} options={places} value={where} onChange={setWhere} />
          <TextArea
            label={say("why")}
            isOptional
            value={text}
            onChange={setText}
            maxLength={LIMITS.messageCodePoints}
          />
          <p>{say("note", { room })}</p>
        </>
      )}
      {isRefused && (
        <Notice tone="danger" live>
          {say("notKept")}
        </Notice>
      )}
    </Dialog>
  );
}
