import { type RefObject, useLayoutEffect, useRef } from "react";

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
