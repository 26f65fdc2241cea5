import { useLocation } from "wouter";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { paths } from "../../platform/paths.ts";
import { useAction } from "../../platform/use-action.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { signOut, signOutEverywhere } from "./accounts.actions.ts";
import { settingsWords } from "./settings.catalogue.ts";

export interface SignOutDialogProps {
  where: "here" | "everywhere";
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Asks before leaving: what waits on this device would be lost. */
export function SignOutDialog({ where, isOpen, onOpenChange }: SignOutDialogProps) {
  const say = useWords(settingsWords);
  const [, navigate] = useLocation();
  const { run, isPending, problem } = useAction(where === "here" ? signOut : signOutEverywhere);
  const leave = async (): Promise<void> => {
    // The address must not say where she was.
    if (await run()) navigate(paths.home, { replace: true });
  };
  return (
    <Confirm
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={say(where === "here" ? "sessions.signOutTitle" : "sessions.everywhereTitle")}
      verb={say(where === "here" ? "sessions.signOutVerb" : "sessions.everywhere")}
      pendingVerb={say("sessions.signingOut")}
      isPending={isPending}
      tone={where === "here" ? "main" : "danger"}
      onConfirm={() => void leave()}
    >
      <p>{say(where === "here" ? "sessions.signOutText" : "sessions.everywhereText")}</p>
      <Problem code={problem} />
    </Confirm>
  );
}
