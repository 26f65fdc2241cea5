import type { ReactNode } from "react";
import { Input } from "react-aria-components/Input";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import { FieldLabel, FieldText, type FieldWords } from "./FieldText.tsx";
import styles from "./field.module.css";

export interface TextFieldProps
  extends FieldWords,
    Omit<AriaTextFieldProps, "className" | "style" | "children" | "render" | "isInvalid"> {
  placeholder?: string | undefined;
  /** A control laid over the end of the field. */
  end?: ReactNode;
}

/** One line of text. `value`/`onChange` or `defaultValue` and `name`; `type`, `autoComplete`, `inputMode` as in HTML. */
export function TextField({ label, help, error, isOptional, placeholder, end, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={styles.field ?? ""}>
      <FieldLabel label={label} isOptional={isOptional} />
      <div className={styles.control}>
        <Input className={styles.input ?? ""} {...(placeholder ? { placeholder } : {})} />
        {end && <span className={styles.end}>{end}</span>}
      </div>
      <FieldText help={help} error={error} />
    </AriaTextField>
  );
}
