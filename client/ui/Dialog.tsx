import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Dialog as AriaDialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components/Modal";
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
  /** The button that opens it; leave out and use `isOpen` when something else does. */
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** alertdialog: a refusal or a choice that cannot be undone; a click outside does not close it. */
  role?: "dialog" | "alertdialog";
  size?: "medium" | "large";
}

/** A modal dialog, a sheet at the bottom on a phone. Gives focus back when it closes; the quick exit stays at hand. */
export function Dialog(props: DialogProps) {
  const { title, children, actions, trigger, role = "dialog", size = "medium", ...open } = props;
  const say = useWords(uiWords);
  const overlay = (
    <ModalOverlay className={styles.veil ?? ""} isDismissable={role === "dialog"} {...(trigger ? {} : open)}>
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
  if (!trigger) return overlay;
  return (
    <DialogTrigger {...open}>
      {trigger}
      {overlay}
    </DialogTrigger>
  );
}
