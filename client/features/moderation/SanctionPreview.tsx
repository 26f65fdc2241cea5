import { Eye } from "lucide-react";
import type { SanctionKind, SanctionReason } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { useNow } from "../../platform/use-now.ts";
import { Notice } from "../../ui/Notice.tsx";
import { sanctionWords } from "./sanction.catalogue.ts";
import { useUntil } from "./use-until.ts";

export interface SanctionPreviewProps {
  kind: SanctionKind;
  /** The room's name; null: the whole community. */
  room: string | null;
  reason: SanctionReason | null;
  text: string;
  durationMs: number | null;
}

/** What she will read, in the words she will read, before it is decided. */
export function SanctionPreview({ kind, room, reason, text, durationMs }: SanctionPreviewProps) {
  const say = useWords(sanctionWords);
  const now = useNow();
  const until = useUntil()(durationMs === null ? null : now + durationMs);
  const told = (): string => {
    if (room === null) return say(kind === "mute" ? "sees.muteAll" : "sees.banAll", { until });
    return say(kind === "mute" ? "sees.muteRoom" : "sees.banRoom", { room, until });
  };
  return (
    <Notice icon={Eye} title={say("dialog.sees")}>
      <p>
        {told()} {reason && say("dialog.seesReason", { reason: say(`reason.${reason}`) })}{" "}
        {text.trim() && say("muted.text", { text: text.trim() })}
      </p>
      <p className="meta">{say(durationMs === null ? "dialog.nowNever" : "dialog.now")}</p>
    </Notice>
  );
}
