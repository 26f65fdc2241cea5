import { definePart } from "../platform/parts.ts";
import type { ToastMessage } from "./toast-queue.ts";

/** How long a toast without action stays, in milliseconds; React Aria stops counting under the pointer or focus. */
const stayMs = 8000;

/** The queue, and what shows it: needed when the first toast is. */
export const toastPart = definePart(async () => {
  const [{ toasts }, { ToastRegion }] = await Promise.all([import("./toast-queue.ts"), import("./ToastRegion.tsx")]);
  return { toasts, ToastRegion };
});

/**
 * Shows a notice over the page and announces it. One that refuses (danger) or offers an action stays until closed.
 * Gives the function that closes it. Not for what must be read later: that has a place in the page.
 */
export function showToast(message: ToastMessage): () => void {
  const stays = message.action !== undefined || message.tone === "danger";
  let isClosed = false;
  let close = (): void => undefined;
  toastPart.load().then(
    ({ toasts }) => {
      if (isClosed) return;
      const key = toasts.add(message, stays ? {} : { timeout: stayMs });
      close = () => toasts.close(key);
    },
    // The page tells what happened too; without its network there is nobody to fetch the toast from.
    () => undefined,
  );
  return () => {
    isClosed = true;
    close();
  };
}
