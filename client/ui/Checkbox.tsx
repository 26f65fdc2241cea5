import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { CheckboxButton, CheckboxField } from "react-aria-components/Checkbox";
import styles from "./check.module.css";
import { Icon } from "./Icon.tsx";

export interface CheckboxProps {
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean | undefined;
}

/** A box to tick. */
export function Checkbox({ children, isDisabled = false, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest} isDisabled={isDisabled}>
      <CheckboxButton className={styles.check ?? ""}>
        <span className={styles.box} aria-hidden="true">
          <span className={styles.tick}>
            <Icon of={Check} />
          </span>
        </span>
        <span>{children}</span>
      </CheckboxButton>
    </CheckboxField>
  );
}
