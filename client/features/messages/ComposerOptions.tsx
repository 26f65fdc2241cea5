import { CircleHelp, X } from "lucide-react";
import { LIMITS } from "../../../shared/limits.ts";
import { useWords } from "../../platform/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./ComposerOptions.module.css";
import { composerWords } from "./composer.catalogue.ts";
import type { Options } from "./options.ts";

/** Over what I write: what I add to it, and how to take it off again. */
export function ComposerOptions({ options }: { options: Options }) {
  const say = useWords(composerWords);
  const { isQuestion, setQuestion, warning, setWarning } = options;
  return (
    <div className={styles.options}>
      {isQuestion && (
        <p className={styles.question}>
          <Icon of={CircleHelp} /> <span className={styles.words}>{say("isQuestion")}</span>
          <IconButton icon={X} label={say("notQuestion")} onPress={() => setQuestion(false)} withoutTooltip />
        </p>
      )}
      {warning !== null && (
        <div className={styles.warning}>
          <TextField
            label={say("warning")}
            help={say("warningHelp")}
            value={warning}
            onChange={setWarning}
            maxLength={LIMITS.warning.max}
            autoComplete="off"
          />
          <IconButton icon={X} label={say("noWarning")} onPress={() => setWarning(null)} withoutTooltip />
        </div>
      )}
    </div>
  );
}
