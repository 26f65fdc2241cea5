import { Check, CircleAlert, Clock, Info, type LucideIcon } from "lucide-react";

/** What a message is about: nothing in particular, a wait or a delay, a refusal, something kept and safe. */
export type Tone = "plain" | "wait" | "danger" | "ok";

/** Colour is never alone: each tone has its icon. */
export const toneIcons: Readonly<Record<Tone, LucideIcon>> = {
  plain: Info,
  wait: Clock,
  danger: CircleAlert,
  ok: Check,
};
