import {
  Bookmark,
  CircleCheck,
  CircleHelp,
  Copy,
  Forward,
  Gavel,
  Link2,
  type LucideIcon,
  Mail,
  MessagesSquare,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Trash2,
} from "lucide-react";
import { type Message, REACTIONS } from "../../../shared/messages.ts";
import { errorWords } from "../../platform/errors.catalogue.ts";
import { codeOf } from "../../platform/errors.ts";
import { say } from "../../platform/i18n.ts";
import { linkTo } from "../../platform/paths.ts";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import { showToast } from "../../ui/toasts.ts";
import { myId } from "../accounts/accounts.store.ts";
import { markUnread } from "../conversations/conversations.actions.ts";
import { focusComposer } from "./composer-focus.ts";
import { setReplyTarget } from "./drafts.ts";
import { beginEditing } from "./editing.store.ts";
import type { MessageRights } from "./message-rights.ts";
import { pinMessage, resolveQuestion } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import { react } from "./react.ts";
import { reactionIcons } from "./reactions.ts";
import { toolWords } from "./tools.catalogue.ts";

/** One thing to do with a message, for the tools on a desk and the sheet on a phone alike. */
export interface MessageAction {
  id: string;
  label: string;
  icon: LucideIcon;
  tone: "plain" | "danger";
  /** Stands on the desk's bar; the others are behind its last button. */
  isMain: boolean;
  onAction: () => void;
  /** What is chosen from, where a press alone does not tell. */
  choices?: readonly MenuEntry[];
}

export interface ActionSource {
  message: Message;
  name: string;
  isMine: boolean;
  rights: MessageRights;
}

const nothing = (): void => undefined;

/** Runs a gesture and tells over the page how it went. */
function told(gesture: Promise<unknown>, done?: string): void {
  gesture.then(
    () => done !== undefined && showToast({ tone: "ok", title: done }),
    (error: unknown) =>
      showToast({ tone: "danger", title: say(toolWords, "notDone"), text: say(errorWords, codeOf(error)) }),
  );
}

function copy(text: string, done: string): void {
  navigator.clipboard.writeText(text).then(
    () => showToast({ tone: "ok", title: done }),
    () => showToast({ tone: "danger", title: say(toolWords, "notCopied") }),
  );
}

type Draft = Omit<MessageAction, "tone" | "isMain" | "onAction"> & Partial<MessageAction>;
const action = (draft: Draft): MessageAction => ({ tone: "plain", isMain: false, onAction: nothing, ...draft });

/** What one may do with a message that stands by writing about it. */
function writing({ message, rights }: ActionSource): MessageAction[] {
  const { conversationId, id, reactions } = message;
  const me = myId();
  const choices = REACTIONS.map((reaction): MenuEntry => {
    const isOn = reactions.some((one) => one.userId === me && one.reaction === reaction);
    const label = say(messageWords, `reaction.${reaction}`);
    const onAction = (): void => react(message, reaction, !isOn);
    return { id: reaction, label, icon: reactionIcons[reaction], isOn, onAction };
  });
  const answer = (): void => {
    setReplyTarget(conversationId, id);
    focusComposer();
  };
  const actions = [action({ id: "react", label: say(toolWords, "react"), icon: SmilePlus, isMain: true, choices })];
  const { onThread } = rights;
  if (message.threadId === undefined) {
    actions.push(action({ id: "reply", label: say(toolWords, "reply"), icon: Reply, isMain: true, onAction: answer }));
  }
  if (onThread && message.threadId === undefined) {
    const onAction = (): void => onThread(id);
    actions.push(
      action({ id: "thread", label: say(toolWords, "thread"), icon: MessagesSquare, isMain: true, onAction }),
    );
  }
  return actions;
}

/** What marks a message for all: its pin, its question. */
function marking({ message, isMine, rights }: ActionSource): MessageAction[] {
  const at = { conversationId: message.conversationId, messageId: message.id };
  const actions: MessageAction[] = [];
  if (message.question !== undefined && (isMine || rights.canModerate)) {
    const on = message.question === "open";
    actions.push(
      action({
        id: "resolve",
        label: say(toolWords, on ? "resolve" : "reopen"),
        icon: on ? CircleCheck : CircleHelp,
        onAction: () => told(resolveQuestion({ ...at, on })),
      }),
    );
  }
  if (rights.canPin) {
    const on = message.pinned !== true;
    actions.push(
      action({
        id: "pin",
        label: say(toolWords, on ? "pin" : "unpin"),
        icon: on ? Pin : PinOff,
        onAction: () => told(pinMessage({ ...at, on })),
      }),
    );
  }
  return actions;
}

/** What one keeps or carries elsewhere. */
function carrying({ message, isMine, rights }: ActionSource): MessageAction[] {
  const { conversationId, text } = message;
  const link = `${location.origin}${linkTo(message)}`;
  const actions: MessageAction[] = [];
  const { bookmarks, onForward } = rights;
  if (bookmarks) {
    const on = !bookmarks.has(message.id);
    actions.push(
      action({
        id: "bookmark",
        label: say(toolWords, on ? "bookmark" : "unbookmark"),
        icon: Bookmark,
        onAction: () =>
          told(
            bookmarks.set({ conversationId, messageId: message.id }, on),
            say(toolWords, on ? "bookmarked" : "unbookmarked"),
          ),
      }),
    );
  }
  if (onForward) {
    const onAction = (): void => onForward(message);
    actions.push(action({ id: "forward", label: say(toolWords, "forward"), icon: Forward, onAction }));
  }
  if (text !== "") {
    const onAction = (): void => copy(text, say(toolWords, "copied"));
    actions.push(action({ id: "copy", label: say(toolWords, "copy"), icon: Copy, onAction }));
  }
  if (!isMine && message.threadId === undefined) {
    const onAction = (): void => told(markUnread(conversationId, message.seq), say(toolWords, "markedUnread"));
    actions.push(action({ id: "unread", label: say(toolWords, "markUnread"), icon: Mail, onAction }));
  }
  const onAction = (): void => copy(link, say(toolWords, "linkCopied"));
  actions.push(action({ id: "link", label: say(toolWords, "link"), icon: Link2, onAction }));
  return actions;
}

/** @returns everything that I may do with one message; nothing with a deleted one but to deal with its author */
export function messageActions(source: ActionSource): MessageAction[] {
  const { message, name, isMine, rights } = source;
  const { canWrite, canModerate, onDelete, onSanction } = rights;
  const stands = message.deleted === "no";
  const actions: MessageAction[] = [];
  if (stands && canWrite) actions.push(...writing(source));
  if (stands && canWrite && isMine) {
    const onAction = (): void => beginEditing(message.id);
    actions.push(action({ id: "edit", label: say(toolWords, "editMine"), icon: Pencil, isMain: true, onAction }));
  }
  if (stands && canWrite) actions.push(...marking(source));
  if (stands) actions.push(...carrying(source));
  if (stands && (isMine || canModerate)) {
    const label = say(toolWords, isMine ? "delete" : "remove");
    const onAction = (): void => onDelete(message);
    actions.push(action({ id: "delete", label, icon: Trash2, tone: "danger", isMain: true, onAction }));
  }
  if (onSanction && !isMine) {
    const onAction = (): void => onSanction({ userId: message.authorId, displayName: name });
    actions.push(action({ id: "sanction", label: say(toolWords, "sanction"), icon: Gavel, tone: "danger", onAction }));
  }
  return actions;
}
