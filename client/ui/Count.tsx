import { AtSign } from "lucide-react";
import { formatCount } from "../platform/format.ts";
import { useWords } from "../platform/i18n.ts";
import styles from "./Count.module.css";
import { Icon } from "./Icon.tsx";
import { uiWords } from "./ui.catalogue.ts";

export interface CountProps {
  /** Nothing is shown for 0. */
  value: number;
  /** unread: a number in the accent. mention: of you, a pill with @. plain: a number of things, read as a number. */
  kind?: "unread" | "mention" | "plain" | undefined;
}

/** A count beside a name, « 99+ » at most to the eye, in words to readers. */
export function Count({ value, kind = "unread" }: CountProps) {
  const say = useWords(uiWords);
  if (value <= 0) return null;
  if (kind === "plain") return <span className={styles.count}>{formatCount(value)}</span>;
  return (
    <span className={kind === "mention" ? styles.mention : styles.count}>
      <span className={styles.shown} aria-hidden="true">
        {kind === "mention" && <Icon of={AtSign} className={styles.at} />}
        {formatCount(value)}
      </span>
      <span className="sr-only">{say(kind === "mention" ? "mentions" : "unread", { count: value })}</span>
    </span>
  );
}
