import { TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../platform/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./Warned.module.css";

/** What was opened stays so while the page lives, though rows out of sight are taken out of the page. */
const opened = new Set<string>();

export interface WarnedProps {
  /** Of the message: remembers that it was opened. */
  id: string;
  warning: string;
  /** The id of the element that stands for what was said while it is covered. */
  textId: string;
  children: ReactNode;
}

/** What its author warns of: until one opens it, it is not in the page, for screen readers neither. */
export function Warned({ id, warning, textId, children }: WarnedProps) {
  const say = useWords(messageWords);
  const [isOpen, setOpen] = useState(() => opened.has(id));
  const toggle = (): void => {
    if (isOpen) opened.delete(id);
    else opened.add(id);
    setOpen(!isOpen);
  };
  return (
    <>
      <div className={styles.cover}>
        <p id={isOpen ? undefined : textId} className={styles.words} dir="auto">
          <Icon of={TriangleAlert} /> {say("warned", { warning })}
        </p>
        <Button size="small" aria-expanded={isOpen} onPress={toggle}>
          {say(isOpen ? "showLess" : "show")}
        </Button>
      </div>
      {isOpen && children}
    </>
  );
}
