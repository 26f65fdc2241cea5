import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-aria-components/Link";
import { Icon } from "./Icon.tsx";
import { QuickExit } from "./QuickExit.tsx";
import styles from "./TalkHead.module.css";

export interface TalkHeadProps {
  title: ReactNode;
  /** In the margin above the title's left: what kind of place it is. */
  from?: ReactNode;
  /** In the margin, below: who is here. */
  beside?: ReactNode;
  /** Below the title: what the place is for. */
  topic?: ReactNode;
  /** Icon buttons at the end. */
  tools?: ReactNode;
  /** On a phone, the way back to the list. */
  back: { href: string; label: string };
}

/** The head of the centre column: the title hangs on the axis. On a phone: back, title, tools, quick exit. */
export function TalkHead({ title, from, beside, topic, tools, back }: TalkHeadProps) {
  return (
    <header className={styles.head}>
      <Link href={back.href} aria-label={back.label} className={styles.back ?? ""}>
        <Icon of={ArrowLeft} />
      </Link>
      <p className={styles.from}>{from}</p>
      <h1 className={styles.title}>{title}</h1>
      <div className={styles.tools}>
        {tools}
        <QuickExit onlyOnPhone />
      </div>
      {beside && <div className={styles.beside}>{beside}</div>}
      {topic && <p className={styles.topic}>{topic}</p>}
    </header>
  );
}
