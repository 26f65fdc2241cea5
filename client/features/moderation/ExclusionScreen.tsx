import { Scale } from "lucide-react";
import { useEffect } from "react";
import { useLocation } from "wouter";
import type { BanDetails } from "../../../shared/accounts.ts";
import { formatDate, formatDeadline, formatDuration } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { paths } from "../../platform/paths.ts";
import { useAction } from "../../platform/use-action.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { Button } from "../../ui/Button.tsx";
import { Link } from "../../ui/Link.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { QuickExit } from "../../ui/QuickExit.tsx";
import { Wordmark } from "../../ui/Wordmark.tsx";
import { signOut, startSession } from "../accounts/accounts.actions.ts";
import { Contact, isAddress } from "./Contact.tsx";
import styles from "./ExclusionScreen.module.css";
import { sanctionWords } from "./sanction.catalogue.ts";
import { useUntil } from "./use-until.ts";

/** The whole decision, instead of the application: what, why, until when, how to appeal. Nothing of the rooms behind it. */
export default function ExclusionScreen({ ban }: { ban: BanDetails }) {
  const say = useWords(sanctionWords);
  const now = useNow();
  const format = useFormatContext(now);
  const { sanction, contact } = ban;
  const until = useUntil()(sanction.until);
  const [, navigate] = useLocation();
  // The address must not say where she was.
  const leaving = useAction(async () => {
    await signOut();
    navigate(paths.home, { replace: true });
  });
  const checking = useAction(startSession);
  const isOver = sanction.until !== null && sanction.until <= now;
  useEffect(() => {
    document.title = "Elles font la culture";
  }, []);
  const length = formatDuration((sanction.until ?? 0) - sanction.at, format);
  const [beforeContact, afterContact] = say("banned.appealText", { contact: "\u0000" }).split("\u0000");
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Wordmark />
        <QuickExit />
      </header>
      <main className={styles.decision}>
        <h1 className={styles.title}>{say("banned.title", { until })}</h1>
        {isOver && (
          <Notice tone="ok" live>
            {say("banned.ended")}
          </Notice>
        )}
        <dl className={styles.facts}>
          <dt>{say("banned.decision")}</dt>
          <dd>{sanction.until === null ? say("banned.endless") : say("banned.decisionFor", { length })}</dd>
          <dt>{say("banned.reason")}</dt>
          <dd>{say(`reason.${sanction.reason}`)}</dd>
          <dt>{say("banned.facts")}</dt>
          <dd className={styles.words}>{sanction.text || say("banned.noFacts")}</dd>
          <dt>{say("banned.since")}</dt>
          <dd>{formatDate(sanction.at, format)}</dd>
          <dt>{say("banned.end")}</dt>
          <dd>
            {sanction.until === null
              ? say("banned.endNever")
              : say("banned.endAt", { end: formatDeadline(sanction.until, format) })}
          </dd>
          <dt>{say("banned.appeal")}</dt>
          <dd>
            {beforeContact}
            <Contact to={contact} />
            {afterContact}
          </dd>
        </dl>
        <div className={styles.acts}>
          {isAddress(contact) && (
            <Link href={`mailto:${contact}`} look="main" icon={Scale}>
              {say("banned.write")}
            </Link>
          )}
          <Button onPress={() => void checking.run()} isPending={checking.isPending}>
            {say("banned.check")}
          </Button>
          <Button
            onPress={() => void leaving.run()}
            isPending={leaving.isPending}
            pendingLabel={say("banned.signingOut")}
          >
            {say("banned.signOut")}
          </Button>
        </div>
        <Problem code={leaving.problem} />
        <p className={styles.help}>{say("banned.help")}</p>
      </main>
    </div>
  );
}
