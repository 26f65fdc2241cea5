import { type RefObject, useEffect, useRef } from "react";

/**
 * Takes focus to the first field that is wrong each time `attempt` changes: what a screen reader says next is that field
 * and why. Put the returned ref on the form.
 * @param attempt something new for each refusal; null or 0: there was none
 */
export function useFocusOnProblem(attempt: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!attempt) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempt]);
  return form;
}
