import type { Message } from "../../../shared/messages.ts";
import { say } from "../../platform/i18n.ts";
import { messageWords } from "./messages.catalogue.ts";

/** @returns what stands for a message where it is not read whole: its warning where it has one, never what is behind it */
export function briefOf({ warning, text, photos }: Pick<Message, "warning" | "text" | "photos">): string {
  if (warning !== undefined) return warning;
  return text === "" && photos ? say(messageWords, "photo", { count: photos.length }) : text;
}
