import { Ellipsis, MessageCircle } from "lucide-react";
import { useEffect, useState } from "react";
import type { CallOutput } from "../../../shared/registry.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { useAction } from "../../platform/use-action.ts";
import { Button } from "../../ui/Button.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { Portrait } from "../../ui/Portrait.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import { useHere, useRoomsByTheme } from "../conversations/conversations.store.ts";
import { BlockMember } from "./BlockMember.tsx";
import styles from "./MemberPanel.module.css";
import type { RoomMember } from "./member-roles.ts";
import { showMember } from "./members.actions.ts";
import { memberWords } from "./members.catalogue.ts";
import { useBlocked, useMember } from "./members.store.ts";
import { RoleTag } from "./RoleTag.tsx";
import { type MemberGestureSlots, useMemberGestures } from "./use-member-gestures.ts";

export interface MemberCardProps extends MemberGestureSlots {
  userId: string;
  /** The conversation from which she was opened: tells whether she is here. */
  conversationId: string;
  onClose: () => void;
  /** Back to the members of the room; left out where there are none. */
  onBack?: (() => void) | undefined;
}

type Shown = CallOutput<"member:show">;

/** One member in the side panel: who she is, what we share, what may be done. */
export function MemberCard({ userId, conversationId, onClose, onBack, ...slots }: MemberCardProps) {
  const say = useWords(memberWords);
  const [shown, setShown] = useState<Shown | null>(null);
  const load = useAction(async (id: string) => setShown(await showMember(id)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once for each member.
  useEffect(() => {
    void load.run(userId);
  }, [userId]);
  const known = useMember(userId);
  return (
    <>
      <PanelHead title={say("member")} onClose={onClose} onBack={onBack} />
      <div className={styles.body}>
        {known && <Card member={known} shown={shown} conversationId={conversationId} slots={slots} />}
        {load.problem === "NOT_FOUND" ? <p>{say("gone")}</p> : <Problem code={load.problem} />}
      </div>
    </>
  );
}

interface CardProps {
  member: RoomMember;
  shown: Shown | null;
  conversationId: string;
  slots: MemberGestureSlots;
}

function Card({ member, shown, conversationId, slots }: CardProps) {
  const say = useWords(memberWords);
  const isMe = useMyId() === member.id;
  const isBlocked = useBlocked().has(member.id);
  const isHere = useHere(conversationId).includes(member.id);
  const { entriesFor, toBlock, closeBlock } = useMemberGestures(slots);
  const common = useRoomsByTheme()
    .flatMap(({ rooms }) => rooms)
    .filter(({ room }) => shown?.roomsInCommon.includes(room.id))
    .map(({ room }) => room.name);
  const name = member.displayName;
  return (
    <>
      <div className={styles.card}>
        <Portrait name={name} size="large" />
        <div>
          <p className={styles.cardName}>
            <bdi>{name}</bdi>
          </p>
          <div className={styles.tags}>
            {!isBlocked && <span className="meta">{say(isHere ? "here" : "away")}</span>}
            {isMe && <Tag>{say("you")}</Tag>}
            {isBlocked && <Tag tone="danger">{say("blocked")}</Tag>}
            <RoleTag member={member} />
          </div>
        </div>
      </div>
      {!isMe && (
        <>
          <dl className={styles.facts}>
            <dt>{say("inCommon")}</dt>
            <dd>{common.length > 0 ? common.join(", ") : say("noneInCommon")}</dd>
          </dl>
          <div className={styles.actions}>
            {!isBlocked && (
              <Button icon={MessageCircle} onPress={() => slots.onWrite(member)}>
                {say(shown?.conversationId ? "open" : "write")}
              </Button>
            )}
            <Menu
              label={say("actions", { name })}
              trigger={
                <Button icon={Ellipsis} aria-label={say("actions", { name })}>
                  {say("more")}
                </Button>
              }
              entries={entriesFor(member).filter(({ id }) => id !== "write")}
            />
          </div>
        </>
      )}
      {toBlock && <BlockMember member={toBlock} onClose={closeBlock} />}
    </>
  );
}
