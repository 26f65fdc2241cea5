import { type ReactElement, useId, useRef, useState } from "react";
import { ButtonContext, type ButtonProps } from "react-aria-components/Button";
import type { MenuEntry, MenuPlacement } from "./menu-entry.ts";
import { menuPanel, useOverlay } from "./overlays.ts";

export interface MenuProps {
  /** The button that opens it: a `Button` or an `IconButton`. */
  trigger: ReactElement;
  /** Its name, read by screen readers. */
  label: string;
  entries: readonly MenuEntry[];
  placement?: MenuPlacement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

/** Actions behind a button; on a phone a sheet at the bottom. */
export function Menu({ trigger, label, entries, placement = "bottom end", isOpen, onOpenChange }: MenuProps) {
  const [isOpenItself, setOpenItself] = useState(false);
  const isShown = isOpen ?? isOpenItself;
  const [focus, setFocus] = useState<"first" | "last" | true>(true);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const setOpen = (next: boolean): void => {
    setOpenItself(next);
    onOpenChange?.(next);
  };
  const Panel = useOverlay(menuPanel, isShown, setOpen);
  const show = (where: typeof focus): void => {
    // Before it opens, as it gives focus back to what had it; no later, or it would close at once.
    button.current?.focus({ preventScroll: true });
    setFocus(where);
    setOpen(!isShown);
  };
  const opening: ButtonProps = {
    "aria-haspopup": true,
    "aria-expanded": isShown,
    preventFocusOnPress: true,
    // As the system's own menus: on mouse down, but on touch up.
    onPressStart: ({ pointerType }) => {
      if (pointerType === "mouse" || pointerType === "pen") show(true);
      if (pointerType === "virtual") show("first");
    },
    onPress: ({ pointerType }) => {
      if (pointerType === "touch") show(true);
      if (pointerType === "keyboard") show("first");
    },
    onKeyDown: (event) => {
      if (event.key === "ArrowDown") show("first");
      else if (event.key === "ArrowUp") show("last");
      else return event.continuePropagation();
      event.preventDefault();
    },
  };
  if (isShown) opening["aria-controls"] = id;
  return (
    <>
      <ButtonContext value={{ ...opening, ref: button }}>{trigger}</ButtonContext>
      {Panel && (
        <Panel
          id={id}
          label={label}
          entries={entries}
          placement={placement}
          button={button}
          focus={focus}
          isOpen={isShown}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}
