// The centre pane at /c/:conversationId: header, list of messages, composer. Views of conversations and messages are
// composed here; `mutedNotice` takes the composer's place while it is given.
import type { ReactNode } from "react";
import type { FrameProps } from "./side.ts";

export interface ConversationScreenProps extends FrameProps {
  conversationId: string;
  mutedNotice: ReactNode;
}

export function ConversationScreen({ mutedNotice }: ConversationScreenProps) {
  return <>{mutedNotice}</>;
}
