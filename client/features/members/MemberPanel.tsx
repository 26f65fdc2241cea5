import { type ReactNode, useId, useState } from "react";
import { fold } from "../../../shared/text.ts";
import { useWords } from "../../platform/i18n.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useConversationMembers, useHere } from "../conversations/conversations.store.ts";
import { BlockMember } from "./BlockMember.tsx";
import styles from "./MemberPanel.module.css";
import { MemberRow } from "./MemberRow.tsx";
import type { RoomMember } from "./member-roles.ts";
import { memberWords } from "./members.catalogue.ts";
import { type MemberGestureSlots, useMemberGestures } from "./use-member-gestures.ts";

export interface MemberPanelProps extends MemberGestureSlots {
  conversationId: string;
  onClose: () => void;
  /** Shows one member. */
  onCard: (member: RoomMember) => void;
  /** Above the members: what the room is for, what its administrators may do. */
  about?: ReactNode;
}

/** Where a field of search is worth its place. */
const searchFrom = 8;

/** The members of a room: those who are here, then the others. */
export function MemberPanel({ conversationId, onClose, onCard, about, ...slots }: MemberPanelProps) {
  const say = useWords(memberWords);
  const members = useConversationMembers(conversationId);
  const here = new Set(useHere(conversationId));
  const [search, setSearch] = useState("");
  const { entriesFor, toBlock, closeBlock } = useMemberGestures(slots, onCard);
  const wanted = fold(search);
  const found = members.filter(({ displayName }) => fold(displayName).includes(wanted));
  const rows = (isHere: boolean): ReactNode[] =>
    found
      .filter(({ id }) => here.has(id) === isHere)
      .map((member) => (
        <MemberRow
          key={member.id}
          member={member}
          isHere={isHere}
          entries={entriesFor(member)}
          onCard={() => onCard(member)}
        />
      ));
  const present = rows(true);
  const absent = rows(false);
  return (
    <>
      <PanelHead title={say("title")} onClose={onClose} />
      <div className={styles.body}>
        {about}
        {members.length >= searchFrom && (
          <TextField label={say("search")} type="search" value={search} onChange={setSearch} autoComplete="off" />
        )}
        {members.length === 0 && <LatentMembers />}
        {present.length > 0 && <Group title={say("here", { count: present.length })}>{present}</Group>}
        {absent.length > 0 && <Group title={say("away", { count: absent.length })}>{absent}</Group>}
        {members.length > 0 && found.length === 0 && <p role="status">{say("nobody")}</p>}
      </div>
      {toBlock && <BlockMember member={toBlock} onClose={closeBlock} />}
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={styles.group}>
        {title}
      </h3>
      <ul>{children}</ul>
    </section>
  );
}

function LatentMembers() {
  const say = useWords(memberWords);
  return (
    <SkeletonGroup label={say("loading")}>
      <div className={styles.latent}>
        {(["long", "medium", "long", "short", "medium"] as const).map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: these never move.
          <Skeleton key={index} width={width} />
        ))}
      </div>
    </SkeletonGroup>
  );
}
