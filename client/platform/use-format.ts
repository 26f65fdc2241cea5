import { useMemo } from "react";
import type { FormatContext } from "./format.ts";
import { useLanguage } from "./i18n.ts";

/**
 * What the functions of format.ts need, in the present language. `now` in milliseconds, from the application's clock:
 * pass one that ticks as often as the words must change, each minute for instance.
 */
export function useFormatContext(now: number): FormatContext {
  const language = useLanguage();
  return useMemo(() => ({ language, now }), [language, now]);
}
