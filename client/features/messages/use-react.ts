import type { Message, Reaction } from "../../../shared/messages.ts";
import { errorWords } from "../../platform/errors.catalogue.ts";
import { codeOf } from "../../platform/errors.ts";
import { useWords } from "../../platform/i18n.ts";
import { showToast } from "../../ui/toasts.ts";
import { reactTo } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";

/** @returns what adds a reaction of mine to a message or takes it back; a refusal is told over the page */
export function useReact(message: Message): (reaction: Reaction, on: boolean) => void {
  const say = useWords(messageWords);
  const sayProblem = useWords(errorWords);
  const { conversationId, id: messageId } = message;
  return (reaction, on) => {
    reactTo({ conversationId, messageId, reaction, on }).catch((error: unknown) => {
      showToast({ tone: "danger", title: say("notReacted"), text: sayProblem(codeOf(error)) });
    });
  };
}
