import { Ban, IdCard, MessageCircle, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { errorWords } from "../../platform/errors.catalogue.ts";
import { codeOf } from "../../platform/errors.ts";
import { say as sayNow, useWords } from "../../platform/i18n.ts";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import { showToast } from "../../ui/toasts.ts";
import { useMyId } from "../accounts/accounts.store.ts";
import type { RoomMember } from "./member-roles.ts";
import { unblock } from "./members.actions.ts";
import { memberWords } from "./members.catalogue.ts";
import { useBlocked } from "./members.store.ts";

/** What other features lend to the gestures on a member. */
export interface MemberGestureSlots {
  /** Writes to her: the conversation that exists, or a request. */
  onWrite: (member: RoomMember) => void;
  /** Gestures of moderation and administration, for those who may. */
  moderation?: ((member: RoomMember) => readonly MenuEntry[]) | undefined;
}

export interface MemberGestures {
  entriesFor: (member: RoomMember) => MenuEntry[];
  /** Whom to ask about blocking now. */
  toBlock: RoomMember | null;
  closeBlock: () => void;
}

/** Everything that may be done with a member, as lines of a menu; nothing with myself but what moderation lends. */
export function useMemberGestures(
  { onWrite, moderation }: MemberGestureSlots,
  onCard?: (member: RoomMember) => void,
): MemberGestures {
  const say = useWords(memberWords);
  const me = useMyId();
  const blocked = useBlocked();
  const [toBlock, setToBlock] = useState<RoomMember | null>(null);
  const free = (member: RoomMember): void => {
    unblock(member.id).then(
      () => showToast({ tone: "ok", title: say("unblockDone", { name: member.displayName }) }),
      (error: unknown) =>
        showToast({ tone: "danger", title: member.displayName, text: sayNow(errorWords, codeOf(error)) }),
    );
  };
  const entriesFor = (member: RoomMember): MenuEntry[] => {
    const entries: MenuEntry[] = [];
    if (onCard) entries.push({ id: "card", label: say("card"), icon: IdCard, onAction: () => onCard(member) });
    if (member.id !== me) {
      const isBlocked = blocked.has(member.id);
      if (!isBlocked) {
        entries.push({ id: "write", label: say("write"), icon: MessageCircle, onAction: () => onWrite(member) });
      }
      entries.push(
        isBlocked
          ? { id: "unblock", label: say("unblock"), icon: ShieldCheck, onAction: () => free(member) }
          : { id: "block", label: say("block"), icon: Ban, onAction: () => setToBlock(member) },
      );
    }
    const lent = moderation?.(member) ?? [];
    if (lent.length > 0 && entries.length > 0) entries.push({ id: "rule", rule: true });
    return [...entries, ...lent];
  };
  return { entriesFor, toBlock, closeBlock: () => setToBlock(null) };
}
