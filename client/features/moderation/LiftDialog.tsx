import { useState } from "react";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { showToast } from "../../ui/toasts.ts";
import { lift } from "./moderation.actions.ts";
import { moderationWords } from "./moderation.catalogue.ts";

export interface LiftDialogProps {
  sanctionId: string;
  /** Whose sanction it is. */
  name: string;
  onClose: () => void;
  onLifted: () => void;
}

/** Ends a sanction early, with a reason for the journal. */
export function LiftDialog({ sanctionId, name, onClose, onLifted }: LiftDialogProps) {
  const say = useWords(moderationWords);
  const { run, isPending, problem } = useAction(lift);
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const confirm = async (): Promise<void> => {
    setTried(true);
    if (text.trim() === "") return;
    if (!(await run(sanctionId, text))) return;
    showToast({ tone: "ok", title: say("sanctions.lifted", { name }) });
    onLifted();
    onClose();
  };
  return (
    <Confirm
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={say("sanctions.liftTitle", { name })}
      verb={say("sanctions.liftVerb")}
      pendingVerb={say("sanctions.lifting")}
      isPending={isPending}
      tone="main"
      onConfirm={() => void confirm()}
    >
      <p>{say("sanctions.liftText")}</p>
      <TextArea
        label={say("sanctions.liftWhy")}
        value={text}
        onChange={setText}
        error={isTried && text.trim() === "" ? say("sanctions.missing") : undefined}
      />
      <Problem code={problem} />
    </Confirm>
  );
}
