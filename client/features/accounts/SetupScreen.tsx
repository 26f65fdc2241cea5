import { useEffect, useState } from "react";
import type { ErrorCode } from "../../../shared/errors.ts";
import { codeOf } from "../../platform/errors.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { Button } from "../../ui/Button.tsx";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { AccountForm } from "./AccountForm.tsx";
import { checkSetup } from "./accounts.actions.ts";
import { accountWords } from "./accounts.catalogue.ts";
import { Door } from "./Door.tsx";

/** Takes the token out of the address: the bar, the history and whoever looks over her shoulder must not keep it. */
function takeToken(): string {
  const found = location.hash.slice(1);
  if (found !== "") history.replaceState(history.state, "", location.pathname);
  return found;
}

/** Kept for the life of the page: React may mount the screen twice. */
let taken = takeToken();

type Link = { is: "checking" | "good" | "gone" } | { is: "failed"; code: ErrorCode };

/** /configuration#token: the one-time link that the service prints at its first start. */
export default function SetupScreen() {
  const say = useWords(accountWords);
  const [link, setLink] = useState<Link>({ is: "checking" });
  const [attempt, setAttempt] = useState(0);
  const [token, setToken] = useState(taken);
  useEffect(() => {
    // Another link pasted into the same tab only changes what follows the #.
    const take = (): void => {
      taken = takeToken() || taken;
      setToken(taken);
    };
    take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt checks again.
  useEffect(() => {
    if (token === "") return;
    let isCurrent = true;
    const settle = (next: Link): void => {
      if (isCurrent) setLink(next);
    };
    setLink({ is: "checking" });
    checkSetup(token).then(
      (isValid) => settle({ is: isValid ? "good" : "gone" }),
      (error: unknown) => {
        const code = codeOf(error);
        // A token that has not even the form of one is no different from one that is spent.
        settle(code === "INVALID" ? { is: "gone" } : { is: "failed", code });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [attempt, token]);

  if (token === "")
    return (
      <Door title={say("setup.missing")} lead={say("setup.missingText")}>
        {null}
      </Door>
    );
  switch (link.is) {
    case "checking":
      return (
        <Door title={say("setup.title")}>
          <SkeletonGroup label={say("setup.checking")}>
            <Skeleton width="long" />
          </SkeletonGroup>
        </Door>
      );
    case "gone":
      return (
        <Door title={say("setup.gone")} lead={say("setup.goneText")}>
          {null}
        </Door>
      );
    case "failed":
      return (
        <Door title={say("setup.failed")}>
          <Problem code={link.code} />
          <Button tone="main" onPress={() => setAttempt(attempt + 1)}>
            {say("setup.again")}
          </Button>
        </Door>
      );
    case "good":
      return (
        <AccountForm
          title={say("setup.title")}
          lead={say("setup.lead")}
          verb={say("setup.submit")}
          setupToken={token}
        />
      );
  }
}
