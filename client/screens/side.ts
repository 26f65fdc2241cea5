/** What the side panel shows of a conversation; null: it is closed. */
export type Side =
  | { view: "members" }
  | { view: "member"; userId: string }
  | { view: "thread"; messageId: string }
  | { view: "pinned" | "questions" | "photos" }
  | null;

/** Somebody to whom a gesture of moderation is about to be applied. */
export interface SanctionTarget {
  userId: string;
  displayName: string;
}

/** What a screen of a conversation is given of the frame around it. */
export interface FrameProps {
  side: Side;
  onSide: (side: Side) => void;
  /** Opens the dialog that mutes or excludes; undefined where I may not. */
  onSanction?: ((target: SanctionTarget) => void) | undefined;
}
