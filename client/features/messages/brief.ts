import type { Message } from "../../../shared/messages.ts";

/** @returns what stands for a message where it is not read whole: its warning where it has one, never what is behind it */
export function briefOf({ warning, text }: Pick<Message, "warning" | "text">): string {
  return warning ?? text;
}
