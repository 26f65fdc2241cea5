import { useWords } from "../../platform/i18n.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { moderationWords } from "./moderation.catalogue.ts";
import { SanctionsInForce } from "./SanctionsInForce.tsx";

export interface RoomSanctionsProps {
  conversationId: string;
  room: string;
  onClose: () => void;
}

/** What holds in one room, for those who moderate it: the page of moderation is for the staff. */
export default function RoomSanctions({ conversationId, room, onClose }: RoomSanctionsProps) {
  const say = useWords(moderationWords);
  return (
    <Dialog
      title={say("sanctions.ofRoom", { room })}
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <SanctionsInForce conversationId={conversationId} />
    </Dialog>
  );
}
