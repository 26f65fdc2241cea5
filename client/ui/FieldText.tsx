import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { useWords } from "../platform/i18n.ts";
import styles from "./field.module.css";
import { Icon } from "./Icon.tsx";
import { uiWords } from "./ui.catalogue.ts";

/** What a field says around its control. */
export interface FieldWords {
  label: ReactNode;
  /** Said before anything goes wrong: what is expected, why it is asked. */
  help?: ReactNode;
  /** What happened and what to do; its presence makes the field invalid. */
  error?: ReactNode;
  /** Writes « facultatif » after the label. */
  isOptional?: boolean | undefined;
}

/** The label of a field, tied to it by the React Aria component around. */
export function FieldLabel({ label, isOptional }: Pick<FieldWords, "label" | "isOptional">) {
  const say = useWords(uiWords);
  return (
    <Label className={styles.label ?? ""}>
      {label}
      {isOptional && <span className={styles.optional}> ({say("optional")})</span>}
    </Label>
  );
}

/** Help and error of a field, tied to it (aria-describedby) by the React Aria component around. */
export function FieldText({ help, error }: Pick<FieldWords, "help" | "error">) {
  return (
    <>
      {help && (
        <Text slot="description" className={styles.help ?? ""}>
          {help}
        </Text>
      )}
      <FieldError className={styles.error ?? ""}>
        {({ validationErrors }) => (
          <>
            <Icon of={CircleAlert} />
            <span>{error ?? validationErrors.join(" ")}</span>
          </>
        )}
      </FieldError>
    </>
  );
}
