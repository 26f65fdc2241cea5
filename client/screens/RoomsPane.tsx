// The left pane. The conversations view (list of rooms, private messages, requests) goes between the two bars given here.
import type { ReactNode } from "react";

export interface RoomsPaneProps {
  /** The conversation on the screen. */
  currentId: string | null;
  /** Wordmark and quick exit. */
  head: ReactNode;
  /** Who I am, light, settings. */
  foot: ReactNode;
}

export function RoomsPane({ head, foot }: RoomsPaneProps) {
  return (
    <>
      {head}
      {foot}
    </>
  );
}
