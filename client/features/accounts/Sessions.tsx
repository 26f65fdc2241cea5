import { useState } from "react";
import type { SessionView } from "../../../shared/accounts.ts";
import { formatAgo, formatDate } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { showRefusal } from "../../platform/refusal.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useLoaded } from "../../platform/use-loaded.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { showToast } from "../../ui/toasts.ts";
import { listSessions, revokeSession } from "./accounts.actions.ts";
import styles from "./Settings.module.css";
import { SignOutDialog } from "./SignOutDialog.tsx";
import { settingsWords } from "./settings.catalogue.ts";

function Session({ session, onEnded }: { session: SessionView; onEnded: () => void }) {
  const say = useWords(settingsWords);
  const format = useFormatContext(useNow());
  const device = session.device || say("sessions.unknown");
  const end = async (): Promise<void> => {
    try {
      await revokeSession(session.id);
      showToast({ tone: "ok", title: say("sessions.ended") });
    } catch (error) {
      showRefusal(error);
    }
    onEnded();
  };
  return (
    <li>
      <span className={styles.row}>
        <b>{device}</b>
        <span className="meta">
          {say("sessions.since", { date: formatDate(session.createdAt, format) })},{" "}
          {say("sessions.seen", { when: formatAgo(session.lastSeenAt, format) })}
        </span>
      </span>
      {session.current ? (
        <Tag tone="ok">{say("sessions.here")}</Tag>
      ) : (
        <Button size="small" aria-label={say("sessions.endLabel", { device })} onPress={() => void end()}>
          {say("sessions.end")}
        </Button>
      )}
    </li>
  );
}

/** Where my account is open, and how to close it there. */
export function Sessions() {
  const say = useWords(settingsWords);
  const { value: sessions, problem, reload } = useLoaded(listSessions);
  const [leaving, setLeaving] = useState<"here" | "everywhere" | null>(null);
  const closed = (): void => setLeaving(null);
  return (
    <>
      {sessions === undefined && problem === null && (
        <SkeletonGroup>
          <Skeleton width="long" />
        </SkeletonGroup>
      )}
      <Problem code={problem} />
      <ul className={styles.rows}>
        {sessions?.map((session) => (
          <Session key={session.id} session={session} onEnded={reload} />
        ))}
      </ul>
      <div className={styles.acts}>
        {problem && <Button onPress={reload}>{say("retry")}</Button>}
        <Button onPress={() => setLeaving("here")}>{say("sessions.signOut")}</Button>
        <Button tone="danger" onPress={() => setLeaving("everywhere")}>
          {say("sessions.everywhere")}
        </Button>
      </div>
      <SignOutDialog where={leaving ?? "here"} isOpen={leaving !== null} onOpenChange={closed} />
    </>
  );
}
