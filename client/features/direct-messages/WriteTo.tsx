import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { REQUEST_REASONS, type RequestReason } from "../../../shared/conversations.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { codePoints } from "../../../shared/text.ts";
import { newClientId } from "../../platform/client-id.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { paths } from "../../platform/paths.ts";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { showToast } from "../../ui/toasts.ts";
import { sendRequest } from "./direct-messages.actions.ts";
import { directWords } from "./direct-messages.catalogue.ts";

export interface WriteToProps {
  to: { id: string; displayName: string };
  onClose: () => void;
}

/** The first message to a member with whom I have no conversation: a reason from a list, and a text. */
export function WriteTo({ to, onClose }: WriteToProps) {
  const say = useWords(directWords);
  const [, navigate] = useLocation();
  const [reason, setReason] = useState<RequestReason | null>(null);
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  // One for the whole dialog: sent again after a silence, the request is still one.
  const clientId = useRef("");
  const request = useAction(async (given: Parameters<typeof sendRequest>[0]) => {
    const { conversationId } = await sendRequest(given);
    showToast({ tone: "ok", title: say("sent") });
    onClose();
    navigate(paths.conversation(conversationId));
  });
  const left = LIMITS.requestCodePoints - codePoints(text.trim());
  const wordsError = text.trim() === "" ? say("writeSomething") : left < 0 ? say("tooLong") : null;
  const send = async (): Promise<void> => {
    setTried(true);
    if (reason === null || wordsError !== null) return;
    clientId.current ||= newClientId();
    await request.run({ userId: to.id, reason, text: text.trim(), clientId: clientId.current });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={say("write", { name: to.displayName })}
      actions={
        <Button tone="main" isPending={request.isPending} pendingLabel={say("sending")} onPress={() => void send()}>
          {say("send")}
        </Button>
      }
    >
      <p>{say("writeText", { name: to.displayName })}</p>
      <RadioGroup
        label={say("writeReason")}
        choices={REQUEST_REASONS.map((id) => ({ id, label: say(`reason.${id}`) }))}
        value={reason}
        onChange={setReason}
        error={isTried && reason === null ? say("chooseReason") : null}
        twoColumns
      />
      <TextArea
        label={say("writeWords")}
        value={text}
        onChange={(next) => {
          setText(next);
          // Another text is another request.
          clientId.current = "";
        }}
        help={left < 200 && left >= 0 ? say("writeLeft", { count: left }) : null}
        error={isTried || left < 0 ? wordsError : null}
      />
      <Problem code={request.problem} />
    </Dialog>
  );
}
