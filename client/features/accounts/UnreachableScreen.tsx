import { CloudOff } from "lucide-react";
import { useEffect } from "react";
import { useWords } from "../../platform/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { startSession } from "./accounts.actions.ts";
import { accountWords } from "./accounts.catalogue.ts";
import { PublicPage } from "./PublicPage.tsx";

/** Nobody answered, and nothing is kept here from an earlier visit. */
export default function UnreachableScreen() {
  const say = useWords(accountWords);
  useEffect(() => {
    // It tries again by itself now and then; the device that finds its network again need not wait for that.
    const again = (): void => void startSession();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
  return (
    <PublicPage>
      <EmptyState
        level={1}
        title={
          <>
            <Icon of={CloudOff} /> {say("unreachable.title")}
          </>
        }
        actions={
          <Button tone="main" onPress={() => void startSession()}>
            {say("unreachable.again")}
          </Button>
        }
      >
        <p>{say("unreachable.text")}</p>
      </EmptyState>
    </PublicPage>
  );
}
