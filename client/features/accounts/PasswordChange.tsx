import { type FormEvent, useState } from "react";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { Button } from "../../ui/Button.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { showToast } from "../../ui/toasts.ts";
import { changePassword } from "./accounts.actions.ts";
import { accountWords } from "./accounts.catalogue.ts";
import { useSession } from "./accounts.store.ts";
import { missingCharacters, PasswordRules } from "./PasswordRules.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./settings.catalogue.ts";
import { useFieldProblems } from "./use-field-problems.ts";
import { useFocusOnProblem } from "./use-focus-on-problem.ts";
import { useSubmission } from "./use-submission.ts";

/** Changes my password; asks for the present one. */
export function PasswordChange() {
  const say = useWords(settingsWords);
  const sayAccounts = useWords(accountWords);
  const problems = useFieldProblems();
  const { me } = useSession();
  const { isPending, rejection, submit, clear } = useSubmission();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [tries, setTries] = useState(0);
  const isTried = tries > 0;
  const form = useFocusOnProblem(rejection ?? tries);
  const isShort = missingCharacters(password) > 0;
  const isWrong = rejection?.code === "CREDENTIALS";
  const said = rejection?.fields.password;

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTries(tries + 1);
    if (current === "" || isShort) return;
    void submit(async () => {
      await changePassword({ current, password });
      setCurrent("");
      setPassword("");
      setTries(0);
      showToast({ tone: "ok", title: say("password.done"), text: say("password.doneText") });
    });
  };
  const currentError = (): string | undefined => {
    if (isWrong) return sayAccounts("problem.wrongPassword");
    return isTried && current === "" ? sayAccounts("problem.required") : undefined;
  };
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    clear();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={onSubmit} noValidate>
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={me?.email ?? ""} readOnly hidden />
      <PasswordField
        label={say("password.current")}
        name="current"
        autoComplete="current-password"
        value={current}
        onChange={change(setCurrent)}
        error={currentError()}
      />
      <PasswordField
        label={say("password.next")}
        name="password"
        autoComplete="new-password"
        help={<PasswordRules password={password} />}
        value={password}
        onChange={change(setPassword)}
        error={problems.password(said ?? (isTried && isShort ? "short" : undefined))}
      />
      {!isWrong && said === undefined && <Problem code={rejection?.code ?? null} />}
      <Button type="submit" isPending={isPending} pendingLabel={say("password.pending")}>
        {say("password.submit")}
      </Button>
    </form>
  );
}
