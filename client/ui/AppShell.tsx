import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../platform/i18n.ts";
import styles from "./AppShell.module.css";
import { classNames } from "./class-names.ts";
import { uiWords } from "./ui.catalogue.ts";

export type Pane = "rooms" | "centre" | "side";

export interface AppShellProps {
  /** The list of conversations, with the wordmark and the quick exit above it. */
  rooms: ReactNode;
  /** The conversation, or any other place. */
  centre: ReactNode;
  /** What accompanies the centre. Its column exists only while this is given. */
  side?: ReactNode;
  /** The name of the side panel for screen readers. */
  sideLabel?: string | undefined;
  /** `BottomTabs`: shown on a phone while `pane` is "rooms". */
  tabs?: ReactNode;
  /** The pane in sight on a phone; between 720 and 1179 px, "side" lays the side panel over the centre. */
  pane: Pane;
  /** Escape in the side panel, where it covers the centre. */
  onCloseSide?: (() => void) | undefined;
  /** Across the top of everything: the offline banner. */
  banner?: ReactNode;
}

/** Where the skip link leads: give this id to the list of messages (focusable). Without one it leads to the centre pane. */
export const messagesId = "messages";
const centreId = "centre";

/** The three panes of the application: rooms, centre, side. One at a time on a phone. */
export function AppShell(props: AppShellProps) {
  const { rooms, centre, side, sideLabel, tabs, pane, onCloseSide, banner } = props;
  const say = useWords(uiWords);
  const main = useRef<HTMLElement>(null);
  const skip = (event: { preventDefault: () => void }): void => {
    // Not left to the fragment: the address belongs to the router.
    event.preventDefault();
    (document.getElementById(messagesId) ?? main.current)?.focus();
  };
  const onSideKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || wide()) return;
    onCloseSide?.();
  };
  const sidePane = useRef<HTMLElement>(null);
  const covers = side !== undefined && pane === "side";
  useEffect(() => {
    if (!covers || wide()) return;
    // Laid over the centre, the panel takes focus, unless something inside it already did, and gives it back.
    const panel = sidePane.current;
    const before = document.activeElement;
    if (!panel?.contains(before)) panel?.focus();
    return () => {
      const lost = document.activeElement === document.body || panel?.contains(document.activeElement);
      if (lost && before instanceof HTMLElement) before.focus();
    };
  }, [covers]);
  return (
    <div className={classNames(styles.shell, side ? styles.withSide : styles.withoutSide)} data-pane={pane}>
      <a className={classNames("skip-link", styles.skip)} href={`#${centreId}`} onClick={skip}>
        {say("shell.skip")}
      </a>
      {banner && <div className={styles.banner}>{banner}</div>}
      <nav className={styles.rooms} aria-label={say("shell.rooms")}>
        {rooms}
      </nav>
      <main ref={main} id={centreId} tabIndex={-1} className={classNames("pane", styles.centre)}>
        {centre}
      </main>
      {side && (
        <aside
          ref={sidePane}
          tabIndex={-1}
          className={classNames("pane", styles.side)}
          aria-label={sideLabel ?? say("shell.side")}
          onKeyDown={onSideKeyDown}
        >
          {side}
        </aside>
      )}
      {tabs && <div className={styles.tabs}>{tabs}</div>}
    </div>
  );
}

function wide(): boolean {
  return matchMedia("(min-width: 1180px)").matches;
}
