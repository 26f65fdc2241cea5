// The right pane of a conversation: its members, or one member. `onSanction` opens the dialog of moderation.
import type { FrameProps, Side } from "./side.ts";

export interface SidePaneProps extends FrameProps {
  conversationId: string;
  side: NonNullable<Side>;
}

export function SidePane({ side }: SidePaneProps) {
  return <div data-view={side.view} />;
}
