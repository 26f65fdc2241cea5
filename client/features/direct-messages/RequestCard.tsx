import { Ban, Eye, Flag } from "lucide-react";
import { useId, useState } from "react";
import { useLocation } from "wouter";
import type { RequestCard as Request } from "../../../shared/conversations.ts";
import type { Message } from "../../../shared/messages.ts";
import { formatAgo } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { paths } from "../../platform/paths.ts";
import { useAction } from "../../platform/use-action.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { Portrait } from "../../ui/Portrait.tsx";
import { acceptRequest, revealRequest } from "./direct-messages.actions.ts";
import { directWords } from "./direct-messages.catalogue.ts";
import { type Answer, RequestAnswer } from "./RequestAnswer.tsx";
import styles from "./RequestCard.module.css";
import { useRoomNames } from "./use-room-names.ts";

/** Somebody asks to write: initials, a reason from a list, rooms in common. No picture, no link; her text on demand. */
export function RequestCard({ request }: { request: Request }) {
  const say = useWords(directWords);
  const format = useFormatContext(useNow());
  const [, navigate] = useLocation();
  const titleId = useId();
  const rooms = useRoomNames(request.roomsInCommon);
  const accept = useAction(acceptRequest);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { conversationId, initials } = request;
  const onAccept = async (): Promise<void> => {
    if (await accept.run(conversationId)) navigate(paths.conversation(conversationId));
  };
  return (
    <article id={conversationId} className={styles.card} aria-labelledby={titleId}>
      <div className={styles.top}>
        <Portrait name={initials} letters={initials} size="large" asked />
        <div>
          <h3 id={titleId} className={styles.title}>
            {say("wantsNamed", { initials })}
          </h3>
          <p className="meta">{say("when", { when: formatAgo(request.at, format) })}</p>
        </div>
      </div>
      <dl className={styles.facts}>
        <dt>{say("reasonLabel")}</dt>
        <dd>{say(`reason.${request.reason}`)}</dd>
        <dt>{say("inCommon")}</dt>
        <dd>{rooms.length > 0 ? rooms.join(", ") : say("noneInCommon")}</dd>
      </dl>
      <Words conversationId={conversationId} />
      <div className={styles.actions}>
        <Button
          tone="main"
          isPending={accept.isPending}
          pendingLabel={say("accepting")}
          onPress={() => void onAccept()}
        >
          {say("accept")}
        </Button>
        <Button onPress={() => setAnswer("refuse")}>{say("refuse")}</Button>
        <span className={styles.last}>
          <Button icon={Ban} onPress={() => setAnswer("block")}>
            {say("block")}
          </Button>
          <Button icon={Flag} onPress={() => setAnswer("report")}>
            {say("report")}
          </Button>
        </span>
      </div>
      <Problem code={accept.problem} />
      <p className="meta">{say("quiet")}</p>
      <RequestAnswer request={request} answer={answer} onClose={() => setAnswer(null)} />
    </article>
  );
}

function Words({ conversationId }: { conversationId: string }) {
  const say = useWords(directWords);
  const [messages, setMessages] = useState<readonly Message[] | null>(null);
  const reveal = useAction(async () => setMessages(await revealRequest(conversationId)));
  if (messages) {
    return (
      <blockquote className={styles.words} aria-label={say("revealed")}>
        {messages.map(({ id, text }) => (
          // Her addresses do not open before she is accepted.
          <p key={id} dir="auto">
            {text}
          </p>
        ))}
      </blockquote>
    );
  }
  return (
    <div className={styles.reveal}>
      <Button
        size="small"
        icon={Eye}
        isPending={reveal.isPending}
        pendingLabel={say("revealing")}
        onPress={() => void reveal.run()}
      >
        {say("reveal")}
      </Button>
      <span className="meta">{say("revealHelp")}</span>
      <Problem code={reveal.problem} />
    </div>
  );
}
