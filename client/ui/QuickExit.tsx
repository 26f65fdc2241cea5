import { DoorOpen } from "lucide-react";
import { createContext, type MouseEvent, type ReactNode, useContext, useEffect, useEffectEvent } from "react";
import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import styles from "./QuickExit.module.css";
import { leave, leaveOnTripleEscape, neutralPage } from "./quick-exit.ts";
import { uiWords } from "./ui.catalogue.ts";

const OnLeave = createContext<() => void>(() => {});

/** Says once what every quick exit below does besides leaving: close the session, empty what is kept. */
export function QuickExitProvider({ onLeave, children }: { onLeave: () => void; children: ReactNode }) {
  const run = useEffectEvent(onLeave);
  useEffect(() => leaveOnTripleEscape(() => run()), []);
  return <OnLeave value={onLeave}>{children}</OnLeave>;
}

export interface QuickExitProps {
  /** Runs while leaving, not waited for; the provider's when left out. */
  onLeave?: () => void;
  /** For the header of a pane: hidden where the window is wide enough to show the one beside the wordmark. */
  onlyOnPhone?: boolean;
}

/** « Sortie rapide »: on every screen, above every layer, without confirmation. Escape three times does the same. */
export function QuickExit({ onLeave, onlyOnPhone }: QuickExitProps) {
  const say = useWords(uiWords);
  const inherited = useContext(OnLeave);
  const run = onLeave ?? inherited;
  const onEscape = useEffectEvent(run);
  useEffect(() => leaveOnTripleEscape(() => onEscape()), []);
  const onClick = (event: MouseEvent): void => {
    event.preventDefault();
    leave(run);
  };
  // A plain link, not a component of React Aria: it leaves even where a modal layer holds every other press.
  return (
    <a
      className={classNames(styles.exit, onlyOnPhone && styles.onlyOnPhone)}
      href={neutralPage}
      rel="noreferrer"
      onClick={onClick}
      aria-label={say("exit.long")}
      data-react-aria-top-layer="true"
    >
      <Icon of={DoorOpen} />
      <span className={styles.long}>{say("exit.long")}</span>
      <span className={styles.short}>{say("exit.short")}</span>
    </a>
  );
}
