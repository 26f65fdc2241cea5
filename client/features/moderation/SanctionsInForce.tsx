import { useCallback, useEffect, useState } from "react";
import { isInForce, type Sanction } from "../../../shared/members.ts";
import { formatAgo, formatSpan } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useFormatContext } from "../../platform/use-format.ts";
import { useLoaded } from "../../platform/use-loaded.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { exposureOf, TestStrip } from "../../ui/TestStrip.tsx";
import type { AuditNames } from "./audit-sentence.ts";
import { LiftDialog } from "./LiftDialog.tsx";
import { ListLoading } from "./ListLoading.tsx";
import styles from "./Moderation.module.css";
import { listSanctions } from "./moderation.actions.ts";
import { moderationWords } from "./moderation.catalogue.ts";
import { useAudit } from "./moderation.store.ts";
import { sanctionWords } from "./sanction.catalogue.ts";
import { useNames } from "./use-names.ts";
import { useUntil } from "./use-until.ts";

function Row({ sanction, names, onLift }: { sanction: Sanction; names: AuditNames; onLift: () => void }) {
  const say = useWords(moderationWords);
  const saySanction = useWords(sanctionWords);
  const now = useNow();
  const format = useFormatContext(now);
  const until = useUntil()(sanction.until);
  const name = names.person(sanction.userId);
  const what = (): string => {
    if (sanction.conversationId === null) return say(`sanctions.${sanction.kind}All`);
    return say(`sanctions.${sanction.kind}Room`, { room: names.room(sanction.conversationId) });
  };
  return (
    <li className={styles.queue}>
      {sanction.until === null ? (
        <TestStrip at={5}>{say("sanctions.endless")}</TestStrip>
      ) : (
        <TestStrip at={exposureOf(now - sanction.at, sanction.until - sanction.at)}>
          {say("sanctions.left", { span: formatSpan(sanction.until - now, format) })}
        </TestStrip>
      )}
      <div>
        <h2 className={styles.name}>{name}</h2>
        <p className={styles.text}>
          {what()}. {say("journal.why", { reason: saySanction(`reason.${sanction.reason}`) })}{" "}
          {sanction.text && say("journal.quote", { text: sanction.text })}
        </p>
        <p className="meta">{say("sanctions.since", { when: formatAgo(sanction.at, format), until })}</p>
      </div>
      <Button aria-label={say("sanctions.liftLabel", { name })} onPress={onLift}>
        {say("sanctions.lift")}
      </Button>
    </li>
  );
}

/**
 * Sanctions that hold now, of one room or of everything, and the gesture that ends one early. Follows the journal where
 * one may read it: a decision elsewhere shows here.
 */
export function SanctionsInForce({ conversationId }: { conversationId?: string }) {
  const say = useWords(moderationWords);
  const {
    value: sanctions,
    problem,
    reload,
  } = useLoaded(
    useCallback(() => listSanctions(conversationId === undefined ? {} : { conversationId }), [conversationId]),
  );
  const latest = useAudit().entries[0]?.rev;
  const now = useNow();
  const names = useNames();
  const [lifted, setLifted] = useState<Sanction | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line of the journal may change the list.
  useEffect(reload, [latest]);
  if (sanctions === undefined) {
    return problem ? <Problem code={problem} /> : <ListLoading label={say("sanctions.loading")} />;
  }
  const standing = sanctions.filter((sanction) => isInForce(sanction, now));
  return (
    <div className={styles.pane}>
      <p className={styles.lead}>{say("sanctions.lead")}</p>
      <Problem code={problem} />
      {standing.length === 0 ? (
        <p>{say("sanctions.none")}</p>
      ) : (
        <ul>
          {standing.map((sanction) => (
            <Row key={sanction.id} sanction={sanction} names={names} onLift={() => setLifted(sanction)} />
          ))}
        </ul>
      )}
      {lifted && (
        <LiftDialog
          sanctionId={lifted.id}
          name={names.person(lifted.userId)}
          onClose={() => setLifted(null)}
          onLifted={reload}
        />
      )}
    </div>
  );
}
