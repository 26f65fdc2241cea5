import { Copy, Gavel, type LucideIcon, Pencil, Reply, SmilePlus, Trash2 } from "lucide-react";
import { type Message, REACTIONS } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import { showToast } from "../../ui/toasts.ts";
import { useMyId } from "../accounts/accounts.store.ts";
import { focusComposer } from "./composer-focus.ts";
import { useReplyTarget } from "./drafts.ts";
import { beginEditing } from "./editing.store.ts";
import { messageWords } from "./messages.catalogue.ts";
import { reactionIcons } from "./reactions.ts";
import { useReact } from "./use-react.ts";

/** What I may do with the messages of a conversation, and what happens then. */
export interface MessageRights {
  /** I may write here now. */
  canWrite: boolean;
  /** I moderate here. */
  canModerate: boolean;
  /** Opens the question before a message is deleted. */
  onDelete: (message: Message) => void;
  /** Opens the dialog of sanctions; undefined where I may not. */
  onSanction?: ((target: { userId: string; displayName: string }) => void) | undefined;
}

/** One thing to do with a message, for the tools on a desk and the sheet on a phone alike. */
export interface MessageAction {
  id: string;
  label: string;
  icon: LucideIcon;
  tone: "plain" | "danger";
  onAction: () => void;
  /** What is chosen from, where a press alone does not tell. */
  choices?: readonly MenuEntry[];
}

const nothing = (): void => undefined;

interface ActionSource {
  message: Message;
  name: string;
  isMine: boolean;
  rights: MessageRights;
}

/** Everything that I may do with one message; nothing with a deleted one but to deal with its author. */
export function useMessageActions({ message, name, isMine, rights }: ActionSource): MessageAction[] {
  const say = useWords(messageWords);
  const { canWrite, canModerate, onDelete, onSanction } = rights;
  const me = useMyId();
  const react = useReact(message);
  const [, setReplyTarget] = useReplyTarget(message.conversationId);
  const copy = (): void => {
    navigator.clipboard.writeText(message.text).then(
      () => showToast({ tone: "ok", title: say("copied") }),
      () => showToast({ tone: "danger", title: say("notCopied") }),
    );
  };
  const stands = message.deleted === "no";
  const actions: MessageAction[] = [];
  if (stands && canWrite) {
    const choices = REACTIONS.map((reaction): MenuEntry => {
      const isOn = message.reactions.some((one) => one.userId === me && one.reaction === reaction);
      const icon = reactionIcons[reaction];
      return { id: reaction, label: say(`reaction.${reaction}`), icon, isOn, onAction: () => react(reaction, !isOn) };
    });
    const answer = (): void => {
      setReplyTarget(message.id);
      focusComposer();
    };
    actions.push({ id: "react", label: say("react"), icon: SmilePlus, tone: "plain", onAction: nothing, choices });
    actions.push({ id: "reply", label: say("reply"), icon: Reply, tone: "plain", onAction: answer });
  }
  if (stands && canWrite && isMine) {
    const onAction = (): void => beginEditing(message.id);
    actions.push({ id: "edit", label: say("editMine"), icon: Pencil, tone: "plain", onAction });
  }
  if (stands) actions.push({ id: "copy", label: say("copy"), icon: Copy, tone: "plain", onAction: copy });
  if (stands && (isMine || canModerate)) {
    const label = say(isMine ? "delete" : "remove");
    actions.push({ id: "delete", label, icon: Trash2, tone: "danger", onAction: () => onDelete(message) });
  }
  if (onSanction && !isMine) {
    const onAction = (): void => onSanction({ userId: message.authorId, displayName: name });
    actions.push({ id: "sanction", label: say("sanction"), icon: Gavel, tone: "danger", onAction });
  }
  return actions;
}
