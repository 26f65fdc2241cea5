import { useState } from "react";
import type { RequestCard } from "../../../shared/conversations.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { SANCTION_REASONS, type SanctionReason } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { showToast } from "../../ui/toasts.ts";
import { block } from "../members/members.actions.ts";
import { refuseRequest, reportRequest } from "./direct-messages.actions.ts";
import { directWords } from "./direct-messages.catalogue.ts";

/** The answers that cannot be undone from the card. */
export type Answer = "refuse" | "block" | "report";

export interface RequestAnswerProps {
  request: RequestCard;
  /** The question on the screen; null: none. */
  answer: Answer | null;
  onClose: () => void;
}

/** Asks before a request is refused, reported, or its sender blocked. */
export function RequestAnswer({ request, answer, onClose }: RequestAnswerProps) {
  switch (answer) {
    case "refuse":
      return <Refuse request={request} onClose={onClose} />;
    case "block":
      return <Block request={request} onClose={onClose} />;
    case "report":
      return <Report request={request} onClose={onClose} />;
    case null:
      return null;
  }
}

type QuestionProps = Omit<RequestAnswerProps, "answer">;

function Refuse({ request, onClose }: QuestionProps) {
  const say = useWords(directWords);
  const refuse = useAction(refuseRequest);
  const onConfirm = async (): Promise<void> => {
    if (!(await refuse.run(request.conversationId))) return;
    showToast({ tone: "ok", title: say("refused") });
    onClose();
  };
  return (
    <Confirm
      isOpen
      onOpenChange={onClose}
      title={say("refuseTitle")}
      verb={say("refuse")}
      isPending={refuse.isPending}
      onConfirm={() => void onConfirm()}
    >
      <p>{say("refuseText", { initials: request.initials })}</p>
      <Problem code={refuse.problem} />
    </Confirm>
  );
}

function Block({ request, onClose }: QuestionProps) {
  const say = useWords(directWords);
  const { initials } = request;
  const blocking = useAction(async () => {
    // Refused first: were blocking to fail, no request of hers would be left open.
    await refuseRequest(request.conversationId);
    await block(request.fromId);
  });
  const onConfirm = async (): Promise<void> => {
    if (!(await blocking.run())) return;
    showToast({ tone: "ok", title: say("blockDone") });
    onClose();
  };
  return (
    <Confirm
      isOpen
      onOpenChange={onClose}
      title={say("blockTitle", { initials })}
      verb={say("block")}
      isPending={blocking.isPending}
      onConfirm={() => void onConfirm()}
    >
      <p>{say("blockText")}</p>
      <Problem code={blocking.problem} />
    </Confirm>
  );
}

function Report({ request, onClose }: QuestionProps) {
  const say = useWords(directWords);
  const [reason, setReason] = useState<SanctionReason>("harassment");
  const [text, setText] = useState("");
  const report = useAction(reportRequest);
  const onConfirm = async (): Promise<void> => {
    if (!(await report.run({ conversationId: request.conversationId, reason, text: text.trim() }))) return;
    showToast({ tone: "ok", title: say("reported") });
    onClose();
  };
  return (
    <Confirm
      isOpen
      onOpenChange={onClose}
      title={say("reportTitle")}
      verb={say("reportSend")}
      pendingVerb={say("reporting")}
      isPending={report.isPending}
      tone="main"
      onConfirm={() => void onConfirm()}
    >
      <RadioGroup
        label={say("reportReason")}
        choices={SANCTION_REASONS.map((id) => ({ id, label: say(`sanctionReason.${id}`) }))}
        value={reason}
        onChange={setReason}
        twoColumns
      />
      <TextArea label={say("reportWords")} isOptional value={text} onChange={setText} maxLength={LIMITS.sanctionText} />
      <p className="meta">{say("reportText")}</p>
      <Problem code={report.problem} />
    </Confirm>
  );
}
