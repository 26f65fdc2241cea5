import { type RefObject, useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { useWords } from "../../platform/i18n.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Portrait } from "../../ui/Portrait.tsx";
import styles from "./Completion.module.css";
import { type CompletionSource, useCompletions } from "./completions.ts";
import { composerWords } from "./composer.catalogue.ts";

/** Answers a key of the field while the list is open. @returns whether it was for the list */
export type CompletionKeys = (key: string) => boolean;

export interface CompletionProps extends CompletionSource {
  keys: RefObject<CompletionKeys | null>;
  /** Puts words in the place of the token. */
  onPick: (by: string) => void;
  onClose: () => void;
  /** Tells the field which entry is the active one. */
  onActive: (id: string | null) => void;
}

/** What the token at the caret may become: arrows choose, Enter or Tab takes, Escape closes. */
export function Completion(props: CompletionProps) {
  const { token, keys, onPick, onClose, onActive } = props;
  const say = useWords(composerWords);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const entries = useCompletions(props);
  const [chosen, setChosen] = useState(0);
  const active = Math.min(chosen, entries.length - 1);
  const pick = (index: number): void => {
    const entry = entries[index];
    if (!entry) return;
    onPick(entry.by);
    entry.run?.();
  };
  const onKey = useEffectEvent((key: string): boolean => {
    const { length } = entries;
    if (length === 0) return false;
    if (key === "ArrowDown") setChosen((active + 1) % length);
    else if (key === "ArrowUp") setChosen((active + length - 1) % length);
    else if (key === "Enter" || key === "Tab") pick(active);
    else if (key === "Escape") onClose();
    else return false;
    return true;
  });
  useLayoutEffect(() => {
    keys.current = (key) => onKey(key);
    return () => {
      keys.current = null;
    };
  }, [keys]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another token begins at its first entry.
  useEffect(() => setChosen(0), [token.typed]);
  const activeId = active < 0 ? null : `${id}-${active}`;
  const tellActive = useEffectEvent(onActive);
  useEffect(() => {
    tellActive(activeId);
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [activeId, active]);
  useEffect(() => () => tellActive(null), []);
  if (entries.length === 0) return null;
  return (
    <div ref={list} id={id} role="listbox" aria-label={say("completions")} className={styles.list}>
      {entries.map((entry, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps focus and names the active entry.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys.
        <div
          key={entry.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={classNames(styles.entry, index === active && styles.active)}
          onPointerMove={() => setChosen(index)}
          // The field keeps focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => pick(index)}
        >
          {entry.icon ? (
            <Icon of={entry.icon} />
          ) : entry.sign ? (
            <span>{entry.sign}</span>
          ) : (
            <Portrait name={entry.label} size="small" />
          )}
          <span className={styles.label}>{entry.label}</span>
          {entry.help && <span className={styles.help}>{entry.help}</span>}
        </div>
      ))}
    </div>
  );
}
