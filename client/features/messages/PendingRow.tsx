import { CircleAlert, Clock, RotateCw } from "lucide-react";
import { memo, useId, useState } from "react";
import { errorWords } from "../../platform/errors.catalogue.ts";
import { useWords } from "../../platform/i18n.ts";
import type { OutboxEntry } from "../../platform/outbox.store.ts";
import { Button } from "../../ui/Button.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useSession } from "../accounts/accounts.store.ts";
import { useLocalPictures } from "../photos/photos.store.ts";
import { focusComposer } from "./composer-focus.ts";
import { Margin } from "./Margin.tsx";
import { MessageText } from "./MessageText.tsx";
import { discardMessage, editFailed, retryMessage } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import { Quote } from "./Quote.tsx";
import styles from "./Row.module.css";
import { Row, type RowPlace } from "./Row.tsx";
import type { TimelineItem } from "./timeline-items.ts";

export interface PendingRowProps {
  item: Extract<TimelineItem, { kind: "pending" }>;
  place: RowPlace;
}

const NONE: NonNullable<OutboxEntry["photos"]> = [];

const stateWords = { sending: "sending", waiting: "waiting", asking: "asking", failed: "failedState" } as const;

/** A message of mine that has not come back yet, with its state in the place of the hour. */
export const PendingRow = memo(function PendingRow({ item, place }: PendingRowProps) {
  const { entry, day, continued } = item;
  const say = useWords(messageWords);
  const name = useSession().me?.displayName ?? "";
  const textId = useId();
  const words = say(stateWords[entry.state]);
  const isFailed = entry.state === "failed";
  const photos = entry.photos ?? NONE;
  const pictures = useLocalPictures(photos.map(({ photoId }) => photoId));
  const wordless = ({ forward }: OutboxEntry): string =>
    forward ? say("forwarded") : say("photo", { count: photos.length });
  const state = (
    <span className={classNames(styles.state, isFailed ? styles.danger : styles.wait)}>
      <Icon of={isFailed ? CircleAlert : Clock} />
      {words}
    </span>
  );
  return (
    <Row
      place={place}
      label={`${name}, ${words}`}
      describedBy={textId}
      day={day}
      continued={continued}
      margin={<Margin name={name} at={entry.at} continued={continued} state={state} />}
    >
      {entry.replyTo !== undefined && <Quote conversationId={entry.conversationId} messageId={entry.replyTo} />}
      <MessageText
        id={entry.clientId}
        text={entry.text === "" ? wordless(entry) : entry.text}
        mentions={entry.mentions}
        elementId={textId}
      />
      {pictures.length > 0 && (
        <p className={styles.pictures}>
          {pictures.map((url) => (
            <img key={url} className={styles.picture} src={url} alt="" />
          ))}
        </p>
      )}
      {(isFailed || entry.state === "asking") && <Gestures entry={entry} />}
    </Row>
  );
});

function Gestures({ entry }: { entry: OutboxEntry }) {
  const say = useWords(messageWords);
  const sayProblem = useWords(errorWords);
  const [isDiscarding, setDiscarding] = useState(false);
  const edit = async (): Promise<void> => {
    await editFailed(entry.clientId);
    if (entry.threadId === undefined) focusComposer();
  };
  return (
    <>
      <p className={styles.problem}>{entry.problem ? sayProblem(entry.problem) : say("asksText")}</p>
      <div className={styles.actions}>
        <Button size="small" icon={RotateCw} onPress={() => void retryMessage(entry.clientId)}>
          {say("retry")}
        </Button>
        <Button size="small" onPress={() => void edit()}>
          {say("edit")}
        </Button>
        <Button size="small" onPress={() => setDiscarding(true)}>
          {say("discard")}
        </Button>
      </div>
      <Confirm
        isOpen={isDiscarding}
        onOpenChange={setDiscarding}
        title={say("discardTitle")}
        verb={say("discard")}
        onConfirm={() => void discardMessage(entry.clientId)}
      >
        <p>{say("discardText")}</p>
      </Confirm>
    </>
  );
}
