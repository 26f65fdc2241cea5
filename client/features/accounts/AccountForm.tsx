import type { ReactNode } from "react";
import { useState } from "react";
import { useWords } from "../../platform/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { register, signIn } from "./accounts.actions.ts";
import { accountWords } from "./accounts.catalogue.ts";
import { Door } from "./Door.tsx";
import { DoorError } from "./DoorError.tsx";
import { missingCharacters, PasswordRules } from "./PasswordRules.tsx";
import { useFieldProblems } from "./use-field-problems.ts";
import { useSubmission } from "./use-submission.ts";

type Field = "displayName" | "email" | "password";
const empty: Record<Field, string> = { displayName: "", email: "", password: "" };

export interface AccountFormProps {
  title: string;
  lead: string;
  verb: string;
  /** The set-up link's token: the account becomes the administrator's. */
  setupToken?: string | undefined;
  /** Below the button. */
  foot?: ReactNode;
}

/** Opens an account, then signs in with it. */
export function AccountForm({ title, lead, verb, setupToken, foot }: AccountFormProps) {
  const say = useWords(accountWords);
  const problems = useFieldProblems();
  const { isPending, rejection, submit } = useSubmission();
  const [values, setValues] = useState(empty);
  /** The fields as they were sent: what the server said of one holds until it is changed. */
  const [sent, setSent] = useState(empty);
  const [tries, setTries] = useState(0);
  const isTried = tries > 0;
  const set = (field: Field) => (value: string) => setValues({ ...values, [field]: value });
  const isEmpty = (field: Field) => values[field].trim() === "";
  const said = (field: Field) => (values[field] === sent[field] ? rejection?.fields[field] : undefined);
  const required = (field: Field) => (isTried && isEmpty(field) ? say("problem.required") : undefined);
  const isShort = missingCharacters(values.password) > 0;

  const onSubmit = (): void => {
    setTries(tries + 1);
    if (isEmpty("displayName") || isEmpty("email") || isShort) return;
    setSent(values);
    const { email, password } = values;
    void submit(async () => {
      await register({ ...values, ...(setupToken === undefined ? {} : { setupToken }) });
      await signIn({ email, password });
    });
  };

  return (
    <Door title={title} lead={lead} onSubmit={onSubmit} attempt={rejection ?? tries}>
      <TextField
        label={say("field.name")}
        name="displayName"
        autoComplete="name"
        help={say("up.nameHelp")}
        value={values.displayName}
        onChange={set("displayName")}
        error={problems.displayName(said("displayName")) ?? required("displayName")}
      />
      <TextField
        label={say("field.email")}
        type="email"
        name="email"
        autoComplete="username"
        value={values.email}
        onChange={set("email")}
        error={problems.email(said("email")) ?? required("email")}
      />
      <PasswordField
        label={say("field.password")}
        name="password"
        autoComplete="new-password"
        help={<PasswordRules password={values.password} />}
        value={values.password}
        onChange={set("password")}
        error={problems.password(said("password") ?? (isTried && isShort ? "short" : undefined))}
      />
      <DoorError rejection={rejection} />
      <Button type="submit" tone="main" size="large" isPending={isPending} pendingLabel={say("up.pending")}>
        {verb}
      </Button>
      {foot}
    </Door>
  );
}
