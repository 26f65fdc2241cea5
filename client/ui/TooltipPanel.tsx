import { type RefObject, useEffect } from "react";
import { Tooltip, TooltipTriggerStateContext } from "react-aria-components/Tooltip";
import type { TooltipTriggerState } from "react-stately/useTooltipTriggerState";
import styles from "./Tooltip.module.css";

export interface TooltipPanelProps {
  words: string;
  state: TooltipTriggerState;
  /** What it belongs to. */
  trigger: RefObject<HTMLElement | null>;
}

/** The words over a control while it is pointed at; loaded when the first ones are shown. Escape hides them. */
export function TooltipPanel({ words, state, trigger }: TooltipPanelProps) {
  const { isOpen, close } = state;
  useEffect(() => {
    if (!isOpen) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close(true);
    };
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  }, [isOpen, close]);
  return (
    <TooltipTriggerStateContext value={state}>
      <Tooltip triggerRef={trigger} className={styles.tooltip ?? ""} offset={6}>
        {words}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
