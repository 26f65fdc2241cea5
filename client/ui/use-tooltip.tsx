import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import type { ButtonProps } from "react-aria-components/Button";
import { type TooltipTriggerState, useTooltipTriggerState } from "react-stately/useTooltipTriggerState";
import { definePart, usePart } from "../platform/parts.ts";

const panel = definePart(async () => (await import("./TooltipPanel.tsx")).TooltipPanel);

const delayMs = 600;

type Trigger = Required<Pick<ButtonProps, "onHoverStart" | "onHoverEnd" | "onFocus" | "onBlur" | "onPressStart">>;

/** What makes a button show words, to be put on it, and the words themselves, to be put beside it. */
export interface Tooltip {
  trigger: Trigger & { ref: RefObject<HTMLButtonElement | null> };
  shown: ReactNode;
}

/** When words are shown: under a resting mouse, at once under keyboard focus, no longer once the button is pressed. */
function triggerOf(state: TooltipTriggerState): Trigger {
  return {
    onHoverStart: ({ pointerType }) => {
      if (pointerType === "mouse") state.open();
    },
    onHoverEnd: () => state.close(),
    onFocus: ({ target }) => {
      if (target.matches(":focus-visible")) state.open(true);
    },
    onBlur: () => state.close(true),
    onPressStart: () => state.close(true),
  };
}

/** Shows the name of a control that has no words of its own. Never the only place of an information. */
export function useTooltip(words: string): Tooltip {
  const ref = useRef<HTMLButtonElement>(null);
  const state = useTooltipTriggerState({ delay: delayMs });
  const Panel = usePart(panel, state.isOpen);
  // A button that goes takes its words with it.
  const { close } = state;
  const closing = useRef(close);
  useEffect(() => {
    closing.current = close;
  });
  useEffect(() => () => closing.current(true), []);
  return {
    trigger: { ...triggerOf(state), ref },
    shown: Panel && <Panel words={words} state={state} trigger={ref} />,
  };
}
