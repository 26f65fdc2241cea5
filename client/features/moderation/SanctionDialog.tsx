import { useState } from "react";
import { LIMITS } from "../../../shared/limits.ts";
import { SANCTION_REASONS, type SanctionKind, type SanctionReason } from "../../../shared/members.ts";
import { codePoints } from "../../../shared/text.ts";
import { formatDuration } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { serverNow } from "../../platform/server-clock.ts";
import { useAction } from "../../platform/use-action.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useConversation } from "../conversations/conversations.store.ts";
import { type DurationId, durationIds, durations } from "./durations.ts";
import { impose } from "./moderation.actions.ts";
import { usePermissions } from "./moderation.store.ts";
import { SanctionPreview } from "./SanctionPreview.tsx";
import { sanctionWords } from "./sanction.catalogue.ts";

export interface SanctionDialogProps {
  target: { userId: string; displayName: string };
  /** Where it was opened from; null, or a private conversation: the whole community only. */
  conversationId: string | null;
  onClose: () => void;
}

type Place = "room" | "everywhere";

/** Decides a mute or a ban: where, why, how long, and what she will see of it. */
export default function SanctionDialog({ target, conversationId, onClose }: SanctionDialogProps) {
  const say = useWords(sanctionWords);
  const format = useFormatContext(serverNow());
  const conversation = useConversation(conversationId ?? "");
  const room = conversation?.kind === "room" ? conversation.room : null;
  const isStaff = usePermissions(null).moderate;
  const [kind, setKind] = useState<SanctionKind>("mute");
  const [place, setPlace] = useState<Place>(room ? "room" : "everywhere");
  const [reason, setReason] = useState<SanctionReason | null>(null);
  const [duration, setDuration] = useState<DurationId>("24-hours");
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const { run, isPending, problem } = useAction(impose);
  const here = place === "room" ? room : null;
  const isTooLong = codePoints(text) > LIMITS.sanctionText;

  const decide = async (): Promise<void> => {
    setTried(true);
    if (reason === null || isTooLong) return;
    const done = await run({
      userId: target.userId,
      kind,
      conversationId: here?.id ?? null,
      reason,
      text,
      durationMs: durations[duration],
    });
    if (!done) return;
    const title = say(kind === "mute" ? "dialog.muted" : "dialog.banned", { name: target.displayName });
    showToast({ tone: "ok", title, text: say("dialog.logged") });
    onClose();
  };

  const places = [
    ...(room ? [{ id: "room" as const, label: say("dialog.room", { room: room.name }) }] : []),
    ...(isStaff ? [{ id: "everywhere" as const, label: say("dialog.everywhere") }] : []),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={say("dialog.title", { name: target.displayName })}
      actions={
        <Button
          tone={kind === "ban" ? "danger" : "main"}
          onPress={() => void decide()}
          isPending={isPending}
          pendingLabel={say("dialog.pending")}
        >
          {say(kind === "ban" ? "dialog.ban" : "dialog.mute")}
        </Button>
      }
    >
      <RadioGroup
        label={say("dialog.kind")}
        twoColumns
        value={kind}
        onChange={setKind}
        choices={[
          { id: "mute", label: say("kind.mute"), help: say("dialog.muteHelp") },
          { id: "ban", label: say("kind.ban"), help: say("dialog.banHelp") },
        ]}
      />
      <RadioGroup label={say("dialog.place")} twoColumns value={place} onChange={setPlace} choices={places} />
      <Select
        label={say("dialog.reason")}
        options={SANCTION_REASONS.map((id) => ({ id, label: say(`reason.${id}`) }))}
        value={reason}
        onChange={setReason}
        error={isTried && reason === null ? say("dialog.missing") : undefined}
      />
      <RadioGroup
        label={say("dialog.duration")}
        twoColumns
        value={duration}
        onChange={setDuration}
        choices={durationIds.map((id) => ({ id, label: formatDuration(durations[id], format) }))}
      />
      <TextArea
        label={say("dialog.text")}
        isOptional
        help={say("dialog.textHelp")}
        value={text}
        onChange={setText}
        error={isTooLong ? say("dialog.tooLong", { max: LIMITS.sanctionText }) : undefined}
      />
      <SanctionPreview
        kind={kind}
        room={here?.name ?? null}
        reason={reason}
        text={text}
        durationMs={durations[duration]}
      />
      <Problem code={problem} />
    </Dialog>
  );
}
