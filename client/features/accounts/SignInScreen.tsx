import { useState } from "react";
import { useLocation } from "wouter";
import { formatSpan } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { paths } from "../../platform/paths.ts";
import { serverNow } from "../../platform/server-clock.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { Button } from "../../ui/Button.tsx";
import { Link } from "../../ui/Link.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { signIn } from "./accounts.actions.ts";
import { accountWords } from "./accounts.catalogue.ts";
import door from "./Door.module.css";
import { Door } from "./Door.tsx";
import { useSubmission } from "./use-submission.ts";

/** /connexion, and any place of the application while there is no session: signed in, she is where she meant to go. */
export default function SignInScreen() {
  const say = useWords(accountWords);
  const [pathname] = useLocation();
  const format = useFormatContext(serverNow());
  const { isPending, rejection, submit } = useSubmission();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tries, setTries] = useState(0);
  const onSubmit = (): void => {
    setTries(tries + 1);
    if (email.trim() === "" || password === "") return;
    void submit(() => signIn({ email, password }));
  };
  const required = (value: string) => (tries > 0 && value.trim() === "" ? say("problem.required") : undefined);
  return (
    <Door
      title={say("in.title")}
      lead={pathname === paths.signIn ? undefined : say("in.again")}
      onSubmit={onSubmit}
      attempt={rejection ?? tries}
    >
      <TextField
        label={say("field.email")}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={rejection?.fields.email ? say("problem.email") : required(email)}
      />
      <PasswordField
        label={say("field.password")}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={required(password)}
      />
      {rejection?.fields.email === undefined && <Problem code={rejection?.code ?? null} />}
      {rejection?.retryAfterMs && (
        <Notice tone="wait">{say("in.retry", { span: formatSpan(rejection.retryAfterMs, format) })}</Notice>
      )}
      <Button type="submit" tone="main" size="large" isPending={isPending} pendingLabel={say("signingIn")}>
        {say("signIn")}
      </Button>
      <p className={door.foot}>
        {say("in.none")} <Link href={paths.signUp}>{say("signUp")}</Link>
      </p>
      <p className="meta">{say("in.shared")}</p>
    </Door>
  );
}
