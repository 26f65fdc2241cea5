import { useCallback, useState } from "react";
import { Button as RowButton } from "react-aria-components/Button";
import type { Message } from "../../../shared/messages.ts";
import type { CallInput } from "../../../shared/registry.ts";
import { formatDay } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { usePart } from "../../platform/parts.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useLoaded } from "../../platform/use-loaded.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { useConversation } from "../conversations/conversations.store.ts";
import { useBlocked, useMemberName } from "../members/members.store.ts";
import { sheetPart } from "../photos/photos.actions.ts";
import { briefOf } from "./brief.ts";
import styles from "./CollectionPane.module.css";
import { goToMessage, listOnly } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import { threadWords } from "./threads.catalogue.ts";

/** What is found together in a conversation. */
export type Collection = "pinned" | "questions" | "photos";

export interface CollectionPaneProps {
  conversationId: string;
  of: Collection;
  /** Opens a thread, for what stands in one. */
  onThread: (messageId: string) => void;
  onClose: () => void;
}

/** The pinned messages of a conversation, or its questions; a press goes to one. */
export function CollectionPane({ conversationId, of, onThread, onClose }: CollectionPaneProps) {
  const say = useWords(threadWords);
  const [isOpenOnly, setOpenOnly] = useState(false);
  const only = of === "questions" && isOpenOnly ? "open-questions" : of;
  const empty = of === "photos" ? "noPhotos" : of === "pinned" ? "noPins" : isOpenOnly ? "noOpen" : "noQuestions";
  return (
    <>
      <PanelHead title={say(of)} onClose={onClose} />
      <div className={styles.body}>
        {of === "questions" && (
          <RowButton className={styles.filter ?? ""} aria-pressed={isOpenOnly} onPress={() => setOpenOnly(!isOpenOnly)}>
            {say("onlyOpen")}
          </RowButton>
        )}
        <Found
          key={only}
          conversationId={conversationId}
          only={only}
          empty={say(empty)}
          onThread={onThread}
          onGo={onClose}
        />
      </div>
    </>
  );
}

interface FoundProps {
  conversationId: string;
  only: NonNullable<CallInput<"message:list">["only"]>;
  empty: string;
  onThread: (messageId: string) => void;
  onGo: () => void;
}

function Found({ conversationId, only, empty, onThread, onGo }: FoundProps) {
  const say = useWords(threadWords);
  // A change of the conversation may change what is found.
  const rev = useConversation(conversationId)?.rev;
  const [before, setBefore] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const load = useCallback(
    () => listOnly({ conversationId, only, ...(before !== null && { before }) }),
    [conversationId, only, before, rev],
  );
  const { value: page, problem } = useLoaded(load);
  const messages = page?.messages.toReversed() ?? [];
  const oldest = messages.at(-1)?.seq;
  return (
    <>
      <Problem code={problem} />
      {page && messages.length === 0 && <p className={styles.words}>{empty}</p>}
      {only === "photos" ? (
        <Sheet messages={messages} onThread={onThread} onGo={onGo} />
      ) : (
        <ul className={styles.list}>
          {messages.map((message) => (
            <li key={message.id}>
              <Entry message={message} onThread={onThread} onGo={onGo} />
            </li>
          ))}
        </ul>
      )}
      {page?.hasOlder && oldest !== undefined && (
        <Button size="small" onPress={() => setBefore(oldest)}>
          {say("more")}
        </Button>
      )}
    </>
  );
}

/** The photos of messages on one sheet; not those of members whom I block. */
function Sheet({ messages, onThread, onGo }: Pick<FoundProps, "onThread" | "onGo"> & { messages: readonly Message[] }) {
  const blocked = useBlocked();
  const part = usePart(sheetPart, messages.length > 0);
  if (!part) return null;
  const frames = messages
    .filter(({ authorId }) => !blocked.has(authorId))
    .flatMap((message) =>
      (message.photos ?? []).map((photo) => ({
        photo,
        authorId: message.authorId,
        warning: message.warning,
        onGo: () => goTo(message, { onThread, onGo }),
      })),
    );
  return <part.ContactSheet frames={frames} />;
}

function goTo(message: Message, { onThread, onGo }: Pick<FoundProps, "onThread" | "onGo">): void {
  if (message.threadId !== undefined) {
    onThread(message.threadId);
    return;
  }
  if (!matchMedia("(min-width: 1180px)").matches) onGo();
  void goToMessage(message.conversationId, message.seq);
}

type EntryProps = Pick<FoundProps, "onThread" | "onGo"> & { message: Message };

function Entry({ message, onThread, onGo }: EntryProps) {
  const say = useWords(threadWords);
  const sayMessage = useWords(messageWords);
  const format = useFormatContext(useNow());
  const name = useMemberName(message.authorId);
  const isBlocked = useBlocked().has(message.authorId);
  const go = (): void => goTo(message, { onThread, onGo });
  return (
    <RowButton className={styles.entry ?? ""} aria-label={say("goTo", { name })} onPress={go}>
      <span className={styles.who}>
        <bdi>{name}</bdi>, {formatDay(message.at, format)}
      </span>
      <span className={styles.text} dir="auto">
        {isBlocked ? sayMessage("fromBlocked") : briefOf(message)}
      </span>
      {message.question === "resolved" && <span className={styles.resolved}>{sayMessage("question.resolved")}</span>}
    </RowButton>
  );
}
