import type { CallRejected } from "../../platform/errors.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { paths } from "../../platform/paths.ts";
import { Link } from "../../ui/Link.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { accountWords } from "./accounts.catalogue.ts";

/** Why an account was not opened, where no single field is the reason. */
export function DoorError({ rejection }: { rejection: CallRejected | null }) {
  const say = useWords(accountWords);
  if (rejection === null || Object.keys(rejection.fields).length > 0) return null;
  switch (rejection.code) {
    case "CREDENTIALS":
      // The server answers alike whether or not the address had an account: so do these words.
      return (
        <Notice tone="wait" live actions={<Link href={paths.signIn}>{say("signIn")}</Link>}>
          {say("up.notOpened")}
        </Notice>
      );
    case "DENIED":
      return (
        <Notice tone="wait" live>
          {say("up.closed")}
        </Notice>
      );
    default:
      return <Problem code={rejection.code} />;
  }
}
