import type { ReactNode } from "react";
import {
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  RadioButton,
  RadioField,
} from "react-aria-components/RadioGroup";
import styles from "./check.module.css";
import { classNames } from "./class-names.ts";
import { FieldLabel, FieldText, type FieldWords } from "./FieldText.tsx";
import fieldStyles from "./field.module.css";

export interface Choice<Id extends string> {
  id: Id;
  label: ReactNode;
  /** A line below the label. */
  help?: ReactNode;
  isDisabled?: boolean | undefined;
}

export interface RadioGroupProps<Id extends string>
  extends FieldWords,
    Omit<
      AriaRadioGroupProps,
      "className" | "style" | "children" | "render" | "isInvalid" | "value" | "defaultValue" | "onChange"
    > {
  choices: readonly Choice<Id>[];
  value?: Id | null | undefined;
  defaultValue?: Id | undefined;
  onChange?: ((id: Id) => void) | undefined;
  /** Two choices to a line where there is room. */
  twoColumns?: boolean | undefined;
}

/** One choice among a few, all of them shown. */
export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>) {
  const { label, help, error, isOptional, choices, value, defaultValue, onChange, twoColumns, ...rest } = props;
  return (
    <AriaRadioGroup
      {...rest}
      {...(value === undefined ? {} : { value })}
      {...(defaultValue === undefined ? {} : { defaultValue })}
      onChange={(id) => onChange?.(id as Id)}
      isInvalid={Boolean(error)}
      className={fieldStyles.field ?? ""}
    >
      <FieldLabel label={label} isOptional={isOptional} />
      <div className={classNames(styles.choices, twoColumns && styles.two)}>
        {choices.map((choice) => (
          <RadioField key={choice.id} value={choice.id} isDisabled={choice.isDisabled ?? false}>
            <RadioButton className={styles.check ?? ""}>
              <span className={classNames(styles.box, styles.round)} aria-hidden="true" />
              <span>
                {choice.label}
                {choice.help && <span className={styles.choiceHelp}>{choice.help}</span>}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
      <FieldText help={help} error={error} />
    </AriaRadioGroup>
  );
}
