import type { ReactNode } from "react";
import { useWords } from "../platform/i18n.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { uiWords } from "./ui.catalogue.ts";

export interface ConfirmProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** The question. */
  title: ReactNode;
  /** What follows from it, and what is kept. Fields may stand here too. */
  children?: ReactNode;
  /** The verb of the button that does it. */
  verb: string;
  /** Words while it is being done. */
  pendingVerb?: string | undefined;
  isPending?: boolean;
  tone?: "main" | "danger";
  onConfirm: () => void;
}

/** Asks before what cannot be undone. Closing it, by whoever holds `isOpen`, is up to `onConfirm`. */
export function Confirm(props: ConfirmProps) {
  const { title, children, verb, pendingVerb, isPending = false, tone = "danger", onConfirm, ...open } = props;
  const say = useWords(uiWords);
  return (
    <Dialog
      {...open}
      role="alertdialog"
      title={title}
      actions={(close) => (
        <>
          <Button tone={tone} onPress={onConfirm} isPending={isPending} pendingLabel={pendingVerb}>
            {verb}
          </Button>
          <Button onPress={close}>{say("cancel")}</Button>
        </>
      )}
    >
      {children}
    </Dialog>
  );
}
