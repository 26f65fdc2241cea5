import { formatDeadline } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { sanctionWords } from "./sanction.catalogue.ts";

/** @returns the end of a sanction in a sentence: « jusqu’au 8 décembre à 18 h », « jusqu’à demain, 9 h », « sans limite de durée » */
export function useUntil(): (until: number | null) => string {
  const say = useWords(sanctionWords);
  const format = useFormatContext(useNow());
  return (until) => {
    if (until === null) return say("until.never");
    const end = formatDeadline(until, format);
    return say(/^\d/.test(end) ? "until.day" : "until.soon", { end });
  };
}
