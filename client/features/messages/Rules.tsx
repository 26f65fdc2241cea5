import { formatDay } from "../../platform/format.ts";
import { useWords } from "../../platform/i18n.ts";
import { useFormatContext } from "../../platform/use-format.ts";
import { useNow } from "../../platform/use-now.ts";
import { messageWords } from "./messages.catalogue.ts";
import styles from "./Rules.module.css";

/** The day, above its first message. */
export function DayRule({ at }: { at: number }) {
  const format = useFormatContext(useNow());
  const day = formatDay(at, format);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr holds no words.
    <div className={styles.day} role="separator" aria-label={day}>
      <span>{day}</span>
    </div>
  );
}

/** Where the new messages begin. */
export function FreshRule() {
  const say = useWords(messageWords);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr holds no words.
    <div className={styles.fresh} role="separator" aria-label={say("fresh")}>
      <div>{say("fresh")}</div>
    </div>
  );
}
