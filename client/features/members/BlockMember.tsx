import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { showToast } from "../../ui/toasts.ts";
import { block } from "./members.actions.ts";
import { memberWords } from "./members.catalogue.ts";

export interface BlockMemberProps {
  member: { id: string; displayName: string };
  onClose: () => void;
}

/** Asks before a member is blocked, both ways. */
export function BlockMember({ member, onClose }: BlockMemberProps) {
  const say = useWords(memberWords);
  const name = member.displayName;
  const blocking = useAction(block);
  const onConfirm = async (): Promise<void> => {
    if (!(await blocking.run(member.id))) return;
    showToast({ tone: "ok", title: say("blockDone", { name }) });
    onClose();
  };
  return (
    <Confirm
      isOpen
      onOpenChange={onClose}
      title={say("blockTitle", { name })}
      verb={say("block")}
      pendingVerb={say("blocking")}
      isPending={blocking.isPending}
      onConfirm={() => void onConfirm()}
    >
      <p>{say("blockText")}</p>
      <Problem code={blocking.problem} />
    </Confirm>
  );
}
