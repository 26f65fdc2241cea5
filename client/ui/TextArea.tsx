import { type RefObject, useLayoutEffect, useRef } from "react";
import { TextArea as AriaTextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import { classNames } from "./class-names.ts";
import { FieldLabel, FieldText, type FieldWords } from "./FieldText.tsx";
import styles from "./field.module.css";

export interface TextAreaProps
  extends FieldWords,
    Omit<AriaTextFieldProps, "className" | "style" | "children" | "render" | "isInvalid" | "type"> {
  placeholder?: string | undefined;
}

/** Makes a text area as tall as what is in it; CSS sets the least and the greatest height. */
export function fitHeight(area: HTMLTextAreaElement): void {
  area.style.setProperty("height", "auto");
  area.style.setProperty("height", `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`);
}

/** Keeps a text area as tall as its text, after each change of `value`. Put the returned ref on the element. */
export function useFittedHeight(value: string | undefined): RefObject<HTMLTextAreaElement | null> {
  const ref = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height, the effect reads it from the page.
  useLayoutEffect(() => {
    if (ref.current) fitHeight(ref.current);
  }, [value]);
  return ref;
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
