import { TextArea as AriaTextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import { classNames } from "./class-names.ts";
import { FieldLabel, FieldText, type FieldWords } from "./FieldText.tsx";
import styles from "./field.module.css";
import { fitHeight, useFittedHeight } from "./fitted-height.ts";

export interface TextAreaProps
  extends FieldWords,
    Omit<AriaTextFieldProps, "className" | "style" | "children" | "render" | "isInvalid" | "type"> {
  placeholder?: string | undefined;
}

/** Several lines of text; the field grows with them. */
export function TextArea({ label, help, error, isOptional, placeholder, ...rest }: TextAreaProps) {
  const ref = useFittedHeight(rest.value);
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={styles.field ?? ""}>
      <FieldLabel label={label} isOptional={isOptional} />
      <AriaTextArea
        ref={ref}
        className={classNames(styles.input, styles.area)}
        onInput={(event) => fitHeight(event.currentTarget)}
        {...(placeholder ? { placeholder } : {})}
      />
      <FieldText help={help} error={error} />
    </AriaTextField>
  );
}
