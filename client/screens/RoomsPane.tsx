import type { ReactNode } from "react";
import { RoomList } from "../features/conversations/RoomList.tsx";
import { DirectList } from "../features/direct-messages/DirectList.tsx";

export interface RoomsPaneProps {
  /** The conversation on the screen. */
  currentId: string | null;
  /** Wordmark and quick exit. */
  head: ReactNode;
  /** Who I am, light, settings. */
  foot: ReactNode;
}

/** The left pane: rooms and private messages between the two bars given here. */
export function RoomsPane({ currentId, head, foot }: RoomsPaneProps) {
  return (
    <>
      {head}
      <RoomList currentId={currentId} directs={<DirectList currentId={currentId} />} />
      {foot}
    </>
  );
}
