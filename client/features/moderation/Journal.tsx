import { useEffect } from "react";
import type { AuditEntry } from "../../../shared/moderation.ts";
import { formatDay, formatTime } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { type AuditNames, auditSentence } from "./audit-sentence.ts";
import { ListLoading } from "./ListLoading.tsx";
import styles from "./Moderation.module.css";
import { loadAudit } from "./moderation.actions.ts";
import { moderationWords } from "./moderation.catalogue.ts";
import { useAudit } from "./moderation.store.ts";
import { sanctionWords } from "./sanction.catalogue.ts";
import { useNames } from "./use-names.ts";

function Entry({ entry, names }: { entry: AuditEntry; names: AuditNames }) {
  const say = useWords(moderationWords);
  const saySanction = useWords(sanctionWords);
  const format = useFormatContext(useNow());
  const { key, values } = auditSentence(entry, names, format);
  return (
    <li className={styles.entry}>
      <time className={styles.when} dateTime={new Date(entry.at).toISOString()}>
        {formatTime(entry.at, format)}
      </time>
      <div className={styles.what}>
        <p>{say(key, values)}</p>
        {(entry.reason || entry.text) && (
          <p className={styles.why}>
            {entry.reason && say("journal.why", { reason: saySanction(`reason.${entry.reason}`) })}{" "}
            {entry.text && say("journal.quote", { text: entry.text })}
          </p>
        )}
        {entry.act === "report-filed" && entry.after && (
          <details className={styles.why}>
            <summary>{say("journal.reported")}</summary>
            <blockquote className={styles.copy}>{entry.after}</blockquote>
          </details>
        )}
      </div>
    </li>
  );
}

/** The audit log in sentences, day by day, newest first; it grows by itself while it is on the screen. */
export function Journal() {
  const say = useWords(moderationWords);
  const { entries, more, loaded } = useAudit();
  const { run, isPending, problem } = useAction(loadAudit);
  const format = useFormatContext(useNow());
  const names = useNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; what comes later comes by itself.
  useEffect(() => {
    void run();
  }, []);
  if (!loaded) {
    if (problem === null) return <ListLoading label={say("journal.loading")} />;
    return (
      <div className={styles.pane}>
        <Problem code={problem} />
        <Button onPress={() => void run()}>{say("retry")}</Button>
      </div>
    );
  }
  const days = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const day = formatDay(entry.at, format);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return (
    <div className={styles.pane}>
      <p className={styles.lead}>{say("journal.lead")}</p>
      {entries.length === 0 && <p>{say("journal.none")}</p>}
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <h2 className={styles.day}>{day}</h2>
          <ol>
            {ofDay.map((entry) => (
              <Entry key={entry.rev} entry={entry} names={names} />
            ))}
          </ol>
        </section>
      ))}
      <Problem code={problem} />
      {more && (
        <Button isPending={isPending} onPress={() => void run(entries.at(-1)?.rev)}>
          {say("journal.older")}
        </Button>
      )}
    </div>
  );
}
