import type { Member } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { showRefusal } from "../../platform/refusal.ts";
import { useLoaded } from "../../platform/use-loaded.ts";
import { Button } from "../../ui/Button.tsx";
import { Portrait } from "../../ui/Portrait.tsx";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { showToast } from "../../ui/toasts.ts";
import { listBlocked, unblock } from "../members/members.actions.ts";
import styles from "./Settings.module.css";
import { settingsWords } from "./settings.catalogue.ts";

/** The members whom I block, and how to end it. */
export function BlockedPeople() {
  const say = useWords(settingsWords);
  const { value: members, problem, reload } = useLoaded(listBlocked);
  const free = async ({ id, displayName }: Member): Promise<void> => {
    try {
      await unblock(id);
      showToast({ tone: "ok", title: say("blocked.done", { name: displayName }), text: say("blocked.doneText") });
    } catch (error) {
      showRefusal(error);
    }
    reload();
  };
  if (problem) return <Problem code={problem} />;
  if (members === undefined) {
    return (
      <SkeletonGroup>
        <Skeleton width="medium" />
      </SkeletonGroup>
    );
  }
  if (members.length === 0) return <p>{say("blocked.none")}</p>;
  return (
    <ul className={styles.rows}>
      {members.map((member) => (
        <li key={member.id}>
          <Portrait name={member.displayName} size="small" />
          <b className={styles.row}>{member.displayName}</b>
          <Button
            size="small"
            aria-label={say("blocked.unblockLabel", { name: member.displayName })}
            onPress={() => void free(member)}
          >
            {say("blocked.unblock")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
