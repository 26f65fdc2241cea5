import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { useWords } from "../../platform/i18n.ts";
import { definePart, usePart } from "../../platform/parts.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { conversationWords } from "./conversations.catalogue.ts";
import styles from "./QuickSwitcher.module.css";

const field = definePart(async () => (await import("./SwitcherField.tsx")).SwitcherField);

/** The field at the head of the list, and the search that it opens; Ctrl+K (⌘K) opens it from anywhere. */
export function QuickSwitcher() {
  const say = useWords(conversationWords);
  const [isOpen, setOpen] = useState(false);
  const early = useRef("");
  const onOpenChange = (next: boolean): void => {
    early.current = "";
    setOpen(next);
  };
  const SwitcherField = usePart(field, isOpen, () => onOpenChange(false));
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    const typed = isOpen && !document.activeElement?.closest('[role="dialog"]') ? typedBy(event) : null;
    if (typed !== null) {
      // She types on while the field is being fetched: it takes up what she typed.
      event.preventDefault();
      event.stopPropagation();
      early.current += typed;
      return;
    }
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    // Another dialog keeps its place: only our own closes by the same keys.
    if (isOpen || !document.querySelector('[role="dialog"], [role="alertdialog"]')) onOpenChange(!isOpen);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    addEventListener("keydown", listener, { capture: true });
    return () => removeEventListener("keydown", listener, { capture: true });
  }, []);
  return (
    <>
      <Button
        className={styles.switcher ?? ""}
        aria-label={say("switcher.open")}
        aria-keyshortcuts="Control+K"
        onPress={() => onOpenChange(true)}
      >
        <Icon of={Search} />
        {say("switcher.open")}
        <kbd className={styles.keys}>Ctrl K</kbd>
      </Button>
      <Dialog title={say("switcher.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
        {(close) => SwitcherField && <SwitcherField early={early.current} onDone={close} />}
      </Dialog>
    </>
  );
}

/** @returns what a key writes, a line break for Enter; null for a key that writes nothing */
function typedBy({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): string | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null;
  if (key === "Enter") return "\n";
  return key.length === 1 ? key : null;
}
