import { ArrowLeft, X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../../platform/i18n.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { QuickExit } from "../../ui/QuickExit.tsx";
import styles from "./MemberPanel.module.css";
import { memberWords } from "./members.catalogue.ts";

export interface PanelHeadProps {
  title: ReactNode;
  onClose: () => void;
  /** Back to the members, from one of them. */
  onBack?: (() => void) | undefined;
}

/** The head of the side panel. */
export function PanelHead({ title, onClose, onBack }: PanelHeadProps) {
  const say = useWords(memberWords);
  return (
    <header className={styles.head}>
      {onBack && <IconButton icon={ArrowLeft} label={say("back")} onPress={onBack} />}
      <h2 className={styles.title}>{title}</h2>
      <IconButton icon={X} label={say("close")} onPress={onClose} />
      <QuickExit onlyOnPhone />
    </header>
  );
}
