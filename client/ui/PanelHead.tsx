import { ArrowLeft, X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../platform/i18n.ts";
import { IconButton } from "./IconButton.tsx";
import styles from "./PanelHead.module.css";
import { QuickExit } from "./QuickExit.tsx";
import { uiWords } from "./ui.catalogue.ts";

export interface PanelHeadProps {
  title: ReactNode;
  onClose: () => void;
  /** Back to what was shown before, where there is a way. */
  onBack?: (() => void) | undefined;
}

/** The head of the side panel. */
export function PanelHead({ title, onClose, onBack }: PanelHeadProps) {
  const say = useWords(uiWords);
  return (
    <header className={styles.head}>
      {onBack && <IconButton icon={ArrowLeft} label={say("back")} onPress={onBack} />}
      <h2 className={styles.title}>{title}</h2>
      <IconButton icon={X} label={say("close")} onPress={onClose} />
      <QuickExit onlyOnPhone />
    </header>
  );
}
