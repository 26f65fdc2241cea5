import { Check } from "lucide-react";
import type { ReactNode } from "react";
import {
  type CheckboxFieldProps as AriaCheckboxFieldProps,
  CheckboxButton,
  CheckboxField,
} from "react-aria-components/Checkbox";
import styles from "./check.module.css";
import { FieldText, type FieldWords } from "./FieldText.tsx";
import { Icon } from "./Icon.tsx";

export interface CheckboxProps
  extends Pick<FieldWords, "help" | "error">,
    Omit<AriaCheckboxFieldProps, "className" | "style" | "children" | "render" | "isInvalid"> {
  children: ReactNode;
}

/** A box to tick, with its words. `isSelected`/`onChange` or `defaultSelected` and `name`. */
export function Checkbox({ children, help, error, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest} isInvalid={Boolean(error)} className={styles.field ?? ""}>
      <CheckboxButton className={styles.check ?? ""}>
        <span className={styles.box} aria-hidden="true">
          <Icon of={Check} className={styles.tick} />
        </span>
        <span>{children}</span>
      </CheckboxButton>
      <FieldText help={help} error={error} />
    </CheckboxField>
  );
}
