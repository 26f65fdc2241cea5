import { Forward } from "lucide-react";
import { useCallback } from "react";
import { Link } from "wouter";
import type { MessageRef } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { usePart } from "../../platform/parts.ts";
import { linkTo } from "../../platform/paths.ts";
import { useLoaded } from "../../platform/use-loaded.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useConversation } from "../conversations/conversations.store.ts";
import { useBlocked, useMemberName } from "../members/members.store.ts";
import { albumPart } from "../photos/photos.actions.ts";
import { briefOf } from "./brief.ts";
import styles from "./Forwarded.module.css";
import { MessageText } from "./MessageText.tsx";
import { showMessage } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";

/** A message of elsewhere that was passed on: read through my own access, or not at all. */
export function Forwarded({ at }: { at: MessageRef }) {
  const say = useWords(messageWords);
  const { conversationId, messageId } = at;
  const load = useCallback(() => showMessage({ conversationId, messageId }), [conversationId, messageId]);
  const { value: message, problem } = useLoaded(load);
  const summary = useConversation(conversationId);
  const album = usePart(albumPart, message?.photos !== undefined);
  const name = useMemberName(message?.authorId ?? "");
  const isBlocked = useBlocked().has(message?.authorId ?? "");
  if (problem) return <p className={styles.gone}>{say("forwardHidden")}</p>;
  if (!message) return <p className={styles.gone}>{"\u00A0"}</p>;
  if (message.deleted !== "no") return <p className={styles.gone}>{say("quote.gone")}</p>;
  const room = summary?.kind === "room" ? summary.room.name : "";
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.from}>
        <Icon of={Forward} /> <bdi>{name}</bdi>{" "}
        <Link className={styles.link} href={linkTo(message)}>
          {room === "" ? say("forwarded") : room}
        </Link>
      </figcaption>
      {isBlocked ? (
        <p className={styles.gone}>{say("fromBlocked")}</p>
      ) : (
        <>
          {message.text !== "" || message.warning !== undefined ? (
            <MessageText id={`forward-${message.id}`} text={briefOf(message)} />
          ) : null}
          {album && message.photos && message.warning === undefined && <album.Album photos={message.photos} />}
        </>
      )}
    </figure>
  );
}
