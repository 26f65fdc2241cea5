import { Check, Circle } from "lucide-react";
import { LIMITS } from "../../../shared/limits.ts";
import { codePoints } from "../../../shared/text.ts";
import { useWords } from "../../platform/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { accountWords } from "./accounts.catalogue.ts";
import styles from "./PasswordRules.module.css";

/** @returns characters still missing from a new password, as the server counts them */
export function missingCharacters(password: string): number {
  return Math.max(0, LIMITS.password.min - codePoints(password.normalize("NFC")));
}

/** What a new password must be, told while it is typed: words beside the mark, counted for the eye only. */
export function PasswordRules({ password }: { password: string }) {
  const say = useWords(accountWords);
  const left = missingCharacters(password);
  return (
    <span className={styles.rules}>
      <span className={left === 0 ? styles.kept : styles.rule}>
        <Icon of={left === 0 ? Check : Circle} />
        {say("rules.length", { min: LIMITS.password.min })}
        {password !== "" && ` (${left === 0 ? say("rules.enough") : say("rules.left", { count: left })})`}
      </span>
      <span>{say("rules.tip")}</span>
    </span>
  );
}
