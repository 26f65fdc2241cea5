import { Ban, CircleCheck, CircleHelp, Pin, Trash2 } from "lucide-react";
import { lazy, memo, Suspense, useId, useState } from "react";
import { Button } from "react-aria-components/Button";
import type { Message } from "../../../shared/messages.ts";
import { formatTime } from "../../platform/format.ts";
import { useLanguage, useWords } from "../../platform/i18n.ts";
import { usePart } from "../../platform/parts.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useBlocked, useMember } from "../members/members.store.ts";
import { albumPart } from "../photos/photos.actions.ts";
import { briefOf } from "./brief.ts";
import { editingStore } from "./editing.store.ts";
import { Margin } from "./Margin.tsx";
import { MessageSheet } from "./MessageSheet.tsx";
import textStyles from "./MessageText.module.css";
import { MessageText } from "./MessageText.tsx";
import { hasActions, type MessageRights } from "./message-rights.ts";
import { messageTools } from "./message-tools.ts";
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
const Forwarded = lazy(() => import("./Forwarded.tsx").then((module) => ({ default: module.Forwarded })));
const Warned = lazy(() => import("./Warned.tsx").then((module) => ({ default: module.Warned })));
const ThreadButton = lazy(() => import("./ThreadButton.tsx").then((module) => ({ default: module.ThreadButton })));

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
  const tools = usePart(messageTools, hasTools);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const source = { message, name, isMine, rights };
  const isActive = hasActions(source);
  const longPress = useLongPress(() => setSheetOpen(isActive));
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
        isActive &&
        !isEditing && (
          <>
            {hasTools && tools && <tools.MessageToolbar source={source} onChoosing={setChoosing} />}
            <MessageSheet source={source} isOpen={isSheetOpen} onOpenChange={setSheetOpen} />
          </>
        )
      }
    >
      {message.replyTo !== null && <Quote conversationId={message.conversationId} messageId={message.replyTo} />}
      <Marks message={message} />
      {isEditing ? (
        <Suspense fallback={<Said message={message} textId={textId} rights={rights} />}>
          <EditMessage message={message} />
        </Suspense>
      ) : (
        <Said message={message} textId={textId} rights={rights} />
      )}
      {message.deleted === "no" && <Reactions message={message} />}
      {message.thread && message.thread.replies > 0 && rights.onThread && (
        <Suspense>
          <ThreadButton message={message} onThread={rights.onThread} />
        </Suspense>
      )}
    </Row>
  );
});

/** What a message is beside what it says. */
function Marks({ message: { question, pinned } }: { message: Message }) {
  const say = useWords(messageWords);
  if (question === undefined && pinned !== true) return null;
  return (
    <p className={styles.marks}>
      {question !== undefined && (
        <span className={styles.state} data-question={question}>
          <Icon of={question === "open" ? CircleHelp : CircleCheck} /> {say(`question.${question}`)}
        </span>
      )}
      {pinned && (
        <span className={styles.state}>
          <Icon of={Pin} /> {say("pinned")}
        </span>
      )}
    </p>
  );
}

interface SaidProps {
  message: Message;
  textId: string;
  rights: MessageRights;
}

function Said({ message, textId, rights }: SaidProps) {
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
          {message.warning === undefined ? (
            <Words message={message} textId={textId} rights={rights} />
          ) : (
            <Suspense>
              <Warned id={message.id} warning={message.warning} textId={textId}>
                <Words message={message} textId={textId} rights={rights} />
              </Warned>
            </Suspense>
          )}
          {message.editedAt !== null && <EditedMark message={message} />}
        </>
      );
  }
}

function Words({ message, textId, rights }: SaidProps) {
  const { id, text, forward, photos, mentions, mentionsAll } = message;
  const album = usePart(albumPart, photos !== undefined);
  return (
    <>
      {text !== "" && (
        <MessageText {...{ id, text, mentions, mentionsAll }} elementId={textId} onMember={rights.onMember} />
      )}
      {photos && (album ? <album.Album photos={photos} /> : <p className={styles.latent}>{briefOf(message)}</p>)}
      {forward && (
        <Suspense>
          <Forwarded at={forward} />
        </Suspense>
      )}
    </>
  );
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
