import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { Link } from "../../ui/Link.tsx";
import { AccountForm } from "./AccountForm.tsx";
import { accountWords } from "./accounts.catalogue.ts";
import door from "./Door.module.css";

/** /inscription. */
export default function SignUpScreen() {
  const say = useWords(accountWords);
  return (
    <AccountForm
      title={say("up.title")}
      lead={say("up.lead")}
      verb={say("up.submit")}
      foot={
        <p className={door.foot}>
          {say("up.known")} <Link href={paths.signIn}>{say("signIn")}</Link>
        </p>
      }
    />
  );
}
