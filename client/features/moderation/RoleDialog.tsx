import { useState } from "react";
import { type CommunityRole, communityRole, type Member } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { showToast } from "../../ui/toasts.ts";
import { setRole } from "./moderation.actions.ts";
import { moderationWords } from "./moderation.catalogue.ts";

/** A member's role, with what each gives or takes. */
export function RoleDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const say = useWords(moderationWords);
  const [role, choose] = useState<CommunityRole>(member.role);
  const { run, isPending, problem } = useAction(setRole);
  const name = member.displayName;
  const confirm = async (): Promise<void> => {
    if (role !== member.role) {
      if (!(await run(member.id, role))) return;
      showToast({ tone: "ok", title: say("members.roleDone", { name, role: say(`role.${role}`) }) });
    }
    onClose();
  };
  return (
    <Confirm
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={say("members.roleTitle", { name })}
      verb={say("members.roleVerb")}
      pendingVerb={say("members.changing")}
      isPending={isPending}
      tone="main"
      onConfirm={() => void confirm()}
    >
      <RadioGroup
        label={say("members.role")}
        value={role}
        onChange={choose}
        choices={communityRole.options.map((id) => ({ id, label: say(`role.${id}`), help: say(`members.may.${id}`) }))}
      />
      <Problem code={problem} />
    </Confirm>
  );
}
