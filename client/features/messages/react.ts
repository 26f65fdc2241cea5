import type { Message, Reaction } from "../../../shared/messages.ts";
import { errorWords } from "../../platform/errors.catalogue.ts";
import { codeOf } from "../../platform/errors.ts";
import { say } from "../../platform/i18n.ts";
import { showToast } from "../../ui/toasts.ts";
import { reactTo } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";

/** Adds a reaction of mine to a message or takes it back; a refusal is told over the page. */
export function react({ conversationId, id: messageId }: Message, reaction: Reaction, on: boolean): void {
  reactTo({ conversationId, messageId, reaction, on }).catch((error: unknown) => {
    showToast({ tone: "danger", title: say(messageWords, "notReacted"), text: say(errorWords, codeOf(error)) });
  });
}
