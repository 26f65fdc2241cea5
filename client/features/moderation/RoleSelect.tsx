import { useState } from "react";
import { type CommunityRole, communityRole, type Member } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { Select } from "../../ui/Select.tsx";
import { showToast } from "../../ui/toasts.ts";
import styles from "./Moderation.module.css";
import { setRole } from "./moderation.actions.ts";
import { moderationWords } from "./moderation.catalogue.ts";

const said = {
  member: "members.toMember",
  moderator: "members.toModerator",
  administrator: "members.toAdministrator",
} as const satisfies Record<CommunityRole, string>;

/** A member's role; changing it is confirmed, with what it gives or takes. */
export function RoleSelect({ member }: { member: Member }) {
  const say = useWords(moderationWords);
  const [asked, setAsked] = useState<CommunityRole | null>(null);
  const { run, isPending, problem, clear } = useAction(setRole);
  const name = member.displayName;
  const close = (): void => {
    setAsked(null);
    clear();
  };
  const confirm = async (role: CommunityRole): Promise<void> => {
    if (!(await run(member.id, role))) return;
    showToast({ tone: "ok", title: say("members.roleDone", { name, role: say(`role.${role}`) }) });
    close();
  };
  return (
    <div className={styles.role}>
      <Select
        label={<span className="sr-only">{say("members.role", { name })}</span>}
        options={communityRole.options.map((id) => ({ id, label: say(`role.${id}`) }))}
        value={member.role}
        onChange={(role) => role !== member.role && setAsked(role)}
      />
      {asked && (
        <Confirm
          isOpen
          onOpenChange={(isOpen) => !isOpen && close()}
          title={say("members.roleTitle", { name })}
          verb={say("members.roleVerb")}
          pendingVerb={say("members.changing")}
          isPending={isPending}
          tone="main"
          onConfirm={() => void confirm(asked)}
        >
          <p>{say(said[asked])}</p>
          <Problem code={problem} />
        </Confirm>
      )}
    </div>
  );
}
