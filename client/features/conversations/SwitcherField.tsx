import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from "react";
import { useLocation } from "wouter";
import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { Count } from "../../ui/Count.tsx";
import { classNames } from "../../ui/class-names.ts";
import { cornersClass } from "../../ui/corners.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import { useDirects, useRoomsByTheme } from "./conversations.store.ts";
import styles from "./QuickSwitcher.module.css";
import { matchPlaces, type Place } from "./switcher-matches.ts";

const shownAtMost = 30;

function usePlaces(): Place[] {
  const rooms = useRoomsByTheme().flatMap(({ rooms }) => rooms);
  const directs = useDirects();
  return [
    ...rooms
      .filter(({ room, joined }) => joined || !room.archived)
      .map(({ room, joined, unread }) => ({ id: room.id, name: room.name, kind: "room" as const, joined, unread })),
    ...directs.map(({ id, with: other, unread, blockedByMe }) => ({
      id,
      name: other.displayName,
      kind: "direct" as const,
      joined: true,
      unread: blockedByMe ? 0 : unread.length,
    })),
  ];
}

export interface SwitcherFieldProps {
  /** What was typed before the field was there; Enter, as a line break, ends it. */
  early: string;
  /** Runs when a place was chosen. */
  onDone: () => void;
}

/** The field and its results. Arrows choose, Enter goes. */
export function SwitcherField({ early, onDone }: SwitcherFieldProps) {
  const say = useWords(conversationWords);
  const [, navigate] = useLocation();
  const listId = useId();
  const [typed, setTyped] = useState(early.split("\n", 1)[0] ?? "");
  const [index, setIndex] = useState(0);
  const found = matchPlaces(usePlaces(), typed).slice(0, shownAtMost);
  const at = Math.min(index, found.length - 1);

  const go = (place: Place | undefined): void => {
    if (!place) return;
    onDone();
    navigate(paths.conversation(place.id));
  };
  const goEarly = useEffectEvent(() => go(found[at]));
  useEffect(() => {
    if (early.includes("\n")) goEarly();
  }, [early]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const wraps = event.key.startsWith("Arrow");
      const last = found.length - 1;
      setIndex(wraps ? (next + found.length) % Math.max(found.length, 1) : Math.min(Math.max(next, 0), last));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(found[at]);
    }
  };
  const optionId = (place: Place): string => `${listId}-${place.id}`;
  const active = found[at];
  return (
    <div className={styles.search}>
      <input
        // The dialog was opened to write here.
        // biome-ignore lint/a11y/noAutofocus: a dialog moves focus inside, to its only field.
        autoFocus
        className={styles.input}
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={listId}
        aria-label={say("switcher.field")}
        placeholder={say("switcher.field")}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        {...(active ? { "aria-activedescendant": optionId(active) } : {})}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setIndex(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={say("switcher.results")} className={styles.results}>
        {found.map((place, position) => (
          <Option
            key={place.id}
            id={optionId(place)}
            place={place}
            isActive={position === at}
            onChoose={() => go(place)}
          />
        ))}
      </div>
      <p className={found.length > 0 ? "sr-only" : styles.none} role="status">
        {found.length > 0 ? say("switcher.found", { count: found.length }) : say("switcher.none")}
      </p>
    </div>
  );
}

interface OptionProps {
  id: string;
  place: Place;
  isActive: boolean;
  onChoose: () => void;
}

function Option({ id, place, isActive, onChoose }: OptionProps) {
  const say = useWords(conversationWords);
  const note = place.kind === "direct" ? say("switcher.direct") : place.joined ? null : say("switcher.notJoined");
  return (
    // The keyboard acts in the field, which points here (aria-activedescendant).
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
    // biome-ignore lint/a11y/useFocusableInteractive: see above.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={classNames(styles.option, cornersClass(isActive))}
      onClick={onChoose}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: "nearest" });
      }}
    >
      <bdi className={styles.name}>{place.name}</bdi>
      {note && <span className="meta">{note}</span>}
      <Count value={place.unread} />
    </div>
  );
}
