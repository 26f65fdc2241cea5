import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components/Toast";
import type { Tone } from "./tone.ts";

export interface ToastMessage {
  tone?: Tone;
  /** What happened, in bold. */
  title: string;
  /** What is kept, what to do. */
  text?: string;
  action?: { label: string; onPress: () => void };
}

/** What is shown by `ToastRegion`. */
export const toasts = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });
