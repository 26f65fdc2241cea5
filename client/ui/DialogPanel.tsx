import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components/Modal";
import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton.tsx";
import { QuickExit } from "./QuickExit.tsx";
import { uiWords } from "./ui.catalogue.ts";

export interface DialogProps {
  title: ReactNode;
  children: ReactNode | ((close: () => void) => ReactNode);
  /** Buttons at the foot, always in sight. */
  actions?: ReactNode | ((close: () => void) => ReactNode);
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** alertdialog: a refusal or a choice that cannot be undone; a click outside does not close it. */
  role?: "dialog" | "alertdialog";
  size?: "medium" | "large";
}

/** What a `Dialog` is made of; loaded when the first one opens. */
export function DialogPanel(props: DialogProps) {
  const { title, children, actions, role = "dialog", size = "medium", ...open } = props;
  const say = useWords(uiWords);
  return (
    <ModalOverlay className={styles.veil ?? ""} isDismissable={role === "dialog"} {...open}>
      <span className={styles.exit} data-own-exit>
        <QuickExit />
      </span>
      <Modal className={classNames(styles.panel, styles[size])}>
        <AriaDialog role={role} className={styles.dialog ?? ""}>
          {({ close }) => (
            <>
              <header className={styles.head}>
                <Heading slot="title" level={2} className={styles.title ?? ""}>
                  {title}
                </Heading>
                <IconButton icon={X} label={say("close")} onPress={close} withoutTooltip />
              </header>
              <div className={styles.body}>{typeof children === "function" ? children(close) : children}</div>
              {actions && (
                <footer className={styles.actions}>{typeof actions === "function" ? actions(close) : actions}</footer>
              )}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
