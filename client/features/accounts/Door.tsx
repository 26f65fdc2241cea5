import type { FormEvent, ReactNode } from "react";
import chair from "../../assets/chaise.jpg";
import styles from "./Door.module.css";
import { PublicPage } from "./PublicPage.tsx";
import { useFocusOnProblem } from "./use-focus-on-problem.ts";

export interface DoorProps {
  title: string;
  lead?: ReactNode;
  /** Given where there is a form: it is sent by the keyboard too. */
  onSubmit?: () => void;
  /** Something new for each refusal: takes focus to the first field that is wrong. */
  attempt?: unknown;
  children: ReactNode;
}

/** A page with one form, beside a photograph where there is room. */
export function Door({ title, lead, onSubmit, attempt, children }: DoorProps) {
  const form = useFocusOnProblem(attempt);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <PublicPage title={title.replace(/\.$/, "")}>
      <div className={styles.door}>
        <img className={styles.image} src={chair} alt="" width={600} height={900} />
        {/* Our own words tell what is wrong with a field, beside it. */}
        <form ref={form} className={styles.form} onSubmit={submit} noValidate>
          <h1 className={styles.title}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
          {children}
        </form>
      </div>
    </PublicPage>
  );
}
