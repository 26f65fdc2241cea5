import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Gives an element CSS custom properties whose values are known only at run time, for instance
 * `useCustomProperties<HTMLImageElement>({ "--ratio": width / height })`. Written through the CSSOM: the page's content
 * security policy refuses style attributes. Put the returned ref on the element.
 */
export function useCustomProperties<E extends HTMLElement>(
  values: Readonly<Record<`--${string}`, string | number>>,
): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    for (const [name, value] of Object.entries(values)) ref.current?.style.setProperty(name, String(value));
  });
  return ref;
}
