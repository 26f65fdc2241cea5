import type { Sanction } from "../../../shared/members.ts";
import { formatSpan } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { ReadOnly } from "../../ui/ReadOnly.tsx";
import { exposureOf, TestStrip } from "../../ui/TestStrip.tsx";
import { useSession } from "../accounts/accounts.store.ts";
import { Contact } from "./Contact.tsx";
import { sanctionWords } from "./sanction.catalogue.ts";
import { useUntil } from "./use-until.ts";

export interface MutedNoticeProps {
  mute: Sanction;
  /** The room's name; null: the mute is of the whole community. */
  room: string | null;
}

/** In the composer's place: why she cannot write, until when, that it ends by itself, and how to contest. */
export function MutedNotice({ mute, room }: MutedNoticeProps) {
  const say = useWords(sanctionWords);
  const now = useNow();
  const format = useFormatContext(now);
  const until = useUntil()(mute.until);
  const contact = useSession().me?.contact;
  const [before, after] = say("muted.contest", { contact: "\u0000" }).split("\u0000");
  return (
    <ReadOnly
      title={room === null ? say("muted.titleAll", { until }) : say("muted.titleRoom", { room, until })}
      actions={
        mute.until === null ? (
          <TestStrip at={5} tone="wait">
            {say("muted.endless")}
          </TestStrip>
        ) : (
          <TestStrip at={exposureOf(now - mute.at, mute.until - mute.at)} tone="wait">
            {say("muted.left", { span: formatSpan(mute.until - now, format) })}
          </TestStrip>
        )
      }
    >
      <p>
        {say("muted.reason", { reason: say(`reason.${mute.reason}`) })}{" "}
        {mute.text && say("muted.text", { text: mute.text })} {say("muted.kept")}
      </p>
      {contact && (
        <p>
          {before}
          <Contact to={contact} />
          {after}
        </p>
      )}
    </ReadOnly>
  );
}
