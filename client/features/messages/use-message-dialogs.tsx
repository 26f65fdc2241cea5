import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import type { Message } from "../../../shared/messages.ts";
import type { MessageRights } from "./message-rights.ts";

const DeleteMessage = lazy(() => import("./DeleteMessage.tsx").then((module) => ({ default: module.DeleteMessage })));
const ForwardMessage = lazy(() =>
  import("./ForwardMessage.tsx").then((module) => ({ default: module.ForwardMessage })),
);

/** What other features lend to the messages: sanctions, cards of members, threads, bookmarks. */
export type LentRights = Pick<MessageRights, "onSanction" | "onMember" | "onThread" | "bookmarks"> & {
  /** Messages of here may be passed on. */
  canForward: boolean;
};

interface Standing {
  canModerate: boolean;
  canWrite: boolean;
  canPin: boolean;
  lent: LentRights;
}

/** @returns what I may do with messages, and the dialogs that this opens */
export function useMessageDialogs({ canModerate, canWrite, canPin, lent }: Standing): {
  rights: MessageRights;
  dialogs: ReactNode;
} {
  const [deleted, setDeleted] = useState<Message | null>(null);
  const [forwarded, setForwarded] = useState<Message | null>(null);
  const rights = useMemo((): MessageRights => {
    const { canForward, ...others } = lent;
    const onForward = canForward ? setForwarded : undefined;
    return { canModerate, canWrite, canPin, onDelete: setDeleted, onForward, ...others };
  }, [canModerate, canWrite, canPin, lent]);
  const dialogs = (
    <Suspense>
      {deleted && <DeleteMessage message={deleted} onClose={() => setDeleted(null)} />}
      {forwarded && <ForwardMessage message={forwarded} onClose={() => setForwarded(null)} />}
    </Suspense>
  );
  return { rights, dialogs };
}
