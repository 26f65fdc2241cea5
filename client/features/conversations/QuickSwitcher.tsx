import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "react-aria-components/Button";
import { useWords } from "../../platform/i18n.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { conversationWords } from "./conversations.catalogue.ts";
import styles from "./QuickSwitcher.module.css";
import { SwitcherField } from "./SwitcherField.tsx";

/** The field at the head of the list, and the search that it opens; Ctrl+K (⌘K) opens it from anywhere. */
export function QuickSwitcher() {
  const say = useWords(conversationWords);
  const [isOpen, setOpen] = useState(false);
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    // Another dialog keeps its place: only our own closes by the same keys.
    if (isOpen || !document.querySelector('[role="dialog"], [role="alertdialog"]')) setOpen(!isOpen);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
  return (
    <>
      <Button
        className={styles.switcher ?? ""}
        aria-label={say("switcher.open")}
        aria-keyshortcuts="Control+K"
        onPress={() => setOpen(true)}
      >
        <Icon of={Search} />
        {say("switcher.open")}
        <kbd className={styles.keys}>Ctrl K</kbd>
      </Button>
      <Dialog title={say("switcher.title")} isOpen={isOpen} onOpenChange={setOpen}>
        {(close) => <SwitcherField onDone={close} />}
      </Dialog>
    </>
  );
}
