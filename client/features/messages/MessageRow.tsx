import { Ban, Trash2 } from "lucide-react";
import { lazy, memo, Suspense, useId, useState } from "react";
import { Button } from "react-aria-components/Button";
import type { Message } from "../../../shared/messages.ts";
import { formatTime } from "../../platform/format.ts";
import { useLanguage, useWords } from "../../platform/i18n.ts";
import { definePart, usePart } from "../../platform/parts.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useBlocked, useMember } from "../members/members.store.ts";
import { editingStore } from "./editing.store.ts";
import { Margin } from "./Margin.tsx";
import { MessageSheet } from "./MessageSheet.tsx";
import textStyles from "./MessageText.module.css";
import { MessageText } from "./MessageText.tsx";
import { type MessageRights, useMessageActions } from "./message-actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import { Quote } from "./Quote.tsx";
import { Reactions } from "./Reactions.tsx";
import styles from "./Row.module.css";
import { Row, type RowPlace } from "./Row.tsx";
import type { TimelineItem } from "./timeline-items.ts";
import { useLongPress } from "./use-long-press.ts";

const EditMessage = lazy(() => import("./EditMessage.tsx").then((module) => ({ default: module.EditMessage })));
const MessageHistory = lazy(() =>
  import("./MessageHistory.tsx").then((module) => ({ default: module.MessageHistory })),
);
const toolbar = definePart(async () => (await import("./MessageToolbar.tsx")).MessageToolbar);

export interface MessageRowProps {
  item: Extract<TimelineItem, { kind: "message" }>;
  isMine: boolean;
  place: RowPlace;
  rights: MessageRights;
}

/** One message: who and when in the margin, what she says on the axis. */
export const MessageRow = memo(function MessageRow({ item, isMine, place, rights }: MessageRowProps) {
  const { message, day, continued, isFirstNew } = item;
  const say = useWords(messageWords);
  const language = useLanguage();
  const name = useMember(message.authorId)?.displayName ?? say("unknown");
  const textId = useId();
  const [isNear, setNear] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const hasTools = isNear || isChoosing;
  const MessageToolbar = usePart(toolbar, hasTools);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const actions = useMessageActions({ message, name, isMine, rights });
  const longPress = useLongPress(() => setSheetOpen(actions.length > 0));
  const isEditing = editingStore(({ messageId }) => messageId === message.id) && isMine && message.deleted === "no";
  const time = formatTime(message.at, { language, now: message.at });
  return (
    <Row
      place={place}
      label={`${name}, ${time}`}
      describedBy={textId}
      day={day}
      isFirstNew={isFirstNew}
      continued={continued}
      margin={<Margin name={name} at={message.at} continued={continued} />}
      onNear={setNear}
      longPress={longPress}
      tools={
        actions.length > 0 &&
        !isEditing && (
          <>
            {hasTools && MessageToolbar && <MessageToolbar actions={actions} onChoosing={setChoosing} />}
            <MessageSheet actions={actions} name={name} isOpen={isSheetOpen} onOpenChange={setSheetOpen} />
          </>
        )
      }
    >
      {message.replyTo !== null && <Quote conversationId={message.conversationId} messageId={message.replyTo} />}
      {isEditing ? (
        <Suspense fallback={<Said message={message} textId={textId} />}>
          <EditMessage message={message} />
        </Suspense>
      ) : (
        <Said message={message} textId={textId} />
      )}
      {message.deleted === "no" && <Reactions message={message} />}
    </Row>
  );
});

function Said({ message, textId }: { message: Message; textId: string }) {
  const say = useWords(messageWords);
  const isBlocked = useBlocked().has(message.authorId);
  const [isShown, setShown] = useState(false);
  switch (message.deleted) {
    case "by-author":
      return (
        <p id={textId} className={styles.gone}>
          <Icon of={Trash2} /> {say("deleted")}
        </p>
      );
    case "by-moderation":
      return (
        <p id={textId} className={styles.gone}>
          <Icon of={Ban} /> {say("removed")}
        </p>
      );
    case "no":
      return isBlocked && !isShown ? (
        <div id={textId}>
          <span className={styles.gone}>{say("fromBlocked")} </span>
          <Button className={textStyles.more ?? ""} onPress={() => setShown(true)}>
            {say("show")}
          </Button>
        </div>
      ) : (
        <>
          <MessageText id={message.id} text={message.text} elementId={textId} />
          {message.editedAt !== null && <EditedMark message={message} />}
        </>
      );
  }
}

/** Says that a text was changed; a press shows its versions. */
function EditedMark({ message }: { message: Message }) {
  const say = useWords(messageWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button className={styles.edited ?? ""} onPress={() => setOpen(true)}>
        {say("edited")}
      </Button>
      <Suspense>{isOpen && <MessageHistory message={message} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
