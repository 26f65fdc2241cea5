import { Copy, Gavel, type LucideIcon, Trash2 } from "lucide-react";
import type { Message } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { showToast } from "../../ui/toasts.ts";
import { messageWords } from "./messages.catalogue.ts";

/** What I may do with the messages of a conversation, and what happens then. */
export interface MessageRights {
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
}

interface ActionSource {
  message: Message;
  name: string;
  isMine: boolean;
  rights: MessageRights;
}

/** Everything that I may do with one message; nothing with a deleted one but to deal with its author. */
export function useMessageActions({ message, name, isMine, rights }: ActionSource): MessageAction[] {
  const say = useWords(messageWords);
  const { canModerate, onDelete, onSanction } = rights;
  const copy = (): void => {
    navigator.clipboard.writeText(message.text).then(
      () => showToast({ tone: "ok", title: say("copied") }),
      () => showToast({ tone: "danger", title: say("notCopied") }),
    );
  };
  const stands = message.deleted === "no";
  const actions: MessageAction[] = [];
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
