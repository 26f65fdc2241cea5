import { Ban, Clock } from "lucide-react";
import type { DirectSummary } from "../../../shared/conversations.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { ReadOnly } from "../../ui/ReadOnly.tsx";
import { unblock } from "../members/members.actions.ts";
import { directWords } from "./direct-messages.catalogue.ts";

/** In the place of the composer: she has not answered my request yet. */
export function AskedNotice({ summary }: { summary: DirectSummary }) {
  const say = useWords(directWords);
  return (
    <ReadOnly icon={Clock} margin={say("askedMargin")} title={say("askedTitle", { name: summary.with.displayName })}>
      {say("askedText")}
    </ReadOnly>
  );
}

/** In the place of the composer: I block her. */
export function BlockedNotice({ summary }: { summary: DirectSummary }) {
  const say = useWords(directWords);
  const unblocking = useAction(unblock);
  return (
    <ReadOnly
      icon={Ban}
      title={say("blockedTitle", { name: summary.with.displayName })}
      actions={
        <Button
          isPending={unblocking.isPending}
          pendingLabel={say("unblocking")}
          onPress={() => void unblocking.run(summary.with.id)}
        >
          {say("unblock")}
        </Button>
      }
    >
      {say("blockedText")}
      <Problem code={unblocking.problem} />
    </ReadOnly>
  );
}
