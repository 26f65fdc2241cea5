import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import styles from "./Tooltip.module.css";

export interface TooltipProps {
  /** The words shown on hover and on keyboard focus. */
  words: string;
  /** One focusable control of the kit. */
  children: ReactElement;
}

/** Shows the name of a control that has no words of its own. Never the only place of an information. */
export function Tooltip({ words, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={600}>
      {children}
      <AriaTooltip className={styles.tooltip ?? ""} offset={6}>
        {words}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
