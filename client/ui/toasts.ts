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

/** How long a toast without action stays, in milliseconds; React Aria stops counting under the pointer or focus. */
const stayMs = 8000;

/** What is shown by `ToastRegion`. */
export const toasts = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });

/**
 * Shows a notice over the page and announces it. One that refuses (danger) or offers an action stays until closed.
 * Gives the function that closes it. Not for what must be read later: that has a place in the page.
 */
export function showToast(message: ToastMessage): () => void {
  const stays = message.action !== undefined || message.tone === "danger";
  const key = toasts.add(message, stays ? {} : { timeout: stayMs });
  return () => toasts.close(key);
}
