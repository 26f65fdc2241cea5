import type { DialogProps } from "./DialogPanel.tsx";
import { dialogPanel, useOverlay } from "./overlays.ts";

/** A modal dialog, a sheet at the bottom on a phone. Gives focus back when it closes; the quick exit stays at hand. */
export function Dialog(props: DialogProps) {
  const Panel = useOverlay(dialogPanel, props.isOpen, props.onOpenChange);
  return Panel && <Panel {...props} />;
}
