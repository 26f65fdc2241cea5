import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-aria-components/Link";
import { useWords } from "../platform/i18n.ts";
import { paths } from "../platform/paths.ts";
import { Icon } from "../ui/Icon.tsx";
import { QuickExit } from "../ui/QuickExit.tsx";
import styles from "./Page.module.css";
import { screenWords } from "./screens.catalogue.ts";

export interface PageProps {
  title?: string;
  /** A line below the title. */
  lead?: ReactNode;
  children: ReactNode;
}

/** A place that is not a conversation: a title, and content that scrolls; on a phone the way back and the exit. */
export function Page({ title, lead, children }: PageProps) {
  const say = useWords(screenWords);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Link href={paths.home} className={styles.back ?? ""} aria-label={say("back")}>
          <Icon of={ArrowLeft} />
        </Link>
        {title && <h1 className={styles.title}>{title}</h1>}
        <span className={styles.exit}>
          <QuickExit onlyOnPhone />
        </span>
        {lead && <p className={styles.lead}>{lead}</p>}
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
