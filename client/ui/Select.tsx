import { Check, ChevronDown } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, type SelectProps as AriaSelectProps, SelectValue } from "react-aria-components/Select";
import { Text } from "react-aria-components/Text";
import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import { FieldLabel, FieldText, type FieldWords } from "./FieldText.tsx";
import fieldStyles from "./field.module.css";
import { Icon } from "./Icon.tsx";
import menuStyles from "./menu.module.css";
import styles from "./Select.module.css";
import { uiWords } from "./ui.catalogue.ts";

export interface SelectOption<Id extends string> {
  id: Id;
  label: string;
  help?: string | undefined;
  isDisabled?: boolean | undefined;
}

export interface SelectProps<Id extends string>
  extends FieldWords,
    Omit<
      AriaSelectProps<SelectOption<Id>>,
      | "className"
      | "style"
      | "children"
      | "render"
      | "isInvalid"
      | "value"
      | "defaultValue"
      | "onChange"
      | "placeholder"
    > {
  options: readonly SelectOption<Id>[];
  value?: Id | null | undefined;
  defaultValue?: Id | undefined;
  onChange?: ((id: Id) => void) | undefined;
  placeholder?: string | undefined;
}

/** One choice among many, in a list that opens. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, help, error, isOptional, options, value, defaultValue, onChange, placeholder, ...rest } = props;
  const say = useWords(uiWords);
  return (
    <AriaSelect<SelectOption<Id>>
      {...rest}
      {...(value === undefined ? {} : { value })}
      {...(defaultValue === undefined ? {} : { defaultValue })}
      onChange={(key) => onChange?.(key as Id)}
      placeholder={placeholder ?? say("choose")}
      isInvalid={Boolean(error)}
      className={fieldStyles.field ?? ""}
    >
      <FieldLabel label={label} isOptional={isOptional} />
      <Button className={classNames(fieldStyles.input, styles.button)}>
        <SelectValue<SelectOption<Id>> className={styles.value ?? ""}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <Icon of={ChevronDown} />
      </Button>
      <FieldText help={help} error={error} />
      <Popover className={classNames(menuStyles.panel, styles.list)} offset={4}>
        <ListBox items={options} className={menuStyles.items ?? ""}>
          {(option) => (
            <ListBoxItem
              textValue={option.label}
              className={menuStyles.item ?? ""}
              isDisabled={option.isDisabled ?? false}
            >
              <span className={menuStyles.words}>
                <Text slot="label">{option.label}</Text>
                {option.help && (
                  <Text slot="description" className={menuStyles.help ?? ""}>
                    {option.help}
                  </Text>
                )}
              </span>
              <Icon of={Check} className={menuStyles.tick} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
