import { useDeferredValue, useState } from "react";
import type { Member } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { Button } from "../../ui/Button.tsx";
import { Portrait } from "../../ui/Portrait.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import { ListLoading } from "./ListLoading.tsx";
import styles from "./Moderation.module.css";
import { moderationWords } from "./moderation.catalogue.ts";
import { usePermissions } from "./moderation.store.ts";
import { RoleDialog } from "./RoleDialog.tsx";
import SanctionDialog from "./SanctionDialog.tsx";
import { useDirectory } from "./use-directory.ts";

interface RowProps {
  member: Member;
  onRole: () => void;
  onSanction: () => void;
}

function Row({ member, onRole, onSanction }: RowProps) {
  const say = useWords(moderationWords);
  const { administer } = usePermissions(null);
  const isMe = useMyId() === member.id;
  return (
    <li className={styles.member}>
      <Portrait name={member.displayName} />
      <span className={styles.who}>
        <b className={styles.name}>{member.displayName}</b>
        {isMe && <Tag>{say("members.you")}</Tag>}
        {member.role !== "member" && <span className="meta">{say(`role.${member.role}`)}</span>}
      </span>
      {administer && (
        <Button size="small" aria-label={say("members.changeLabel", { name: member.displayName })} onPress={onRole}>
          {say("members.change")}
        </Button>
      )}
      {!isMe && (
        <Button
          size="small"
          aria-label={say("members.sanctionLabel", { name: member.displayName })}
          isDisabled={member.role !== "member" && !administer}
          onPress={onSanction}
        >
          {say("members.sanction")}
        </Button>
      )}
    </li>
  );
}

/** Everybody, by name: to find a member, moderate her, and for administrators to change her role. */
export function MembersAdministration() {
  const say = useWords(moderationWords);
  const [search, setSearch] = useState("");
  const { members, more, problem, loadMore } = useDirectory(useDeferredValue(search.trim()));
  const [target, setTarget] = useState<Member | null>(null);
  const [appointed, setAppointed] = useState<Member | null>(null);
  return (
    <div className={styles.pane}>
      <div className={styles.search}>
        <TextField label={say("members.search")} type="search" autoComplete="off" value={search} onChange={setSearch} />
      </div>
      <Problem code={problem} />
      {members === null && problem === null && <ListLoading label={say("members.loading")} />}
      {members?.length === 0 && <p role="status">{say("members.none")}</p>}
      <ul>
        {members?.map((member) => (
          <Row
            key={member.id}
            member={member}
            onRole={() => setAppointed(member)}
            onSanction={() => setTarget(member)}
          />
        ))}
      </ul>
      {more && <Button onPress={loadMore}>{say("members.more")}</Button>}
      {appointed && <RoleDialog member={appointed} onClose={() => setAppointed(null)} />}
      {target && (
        <SanctionDialog
          target={{ userId: target.id, displayName: target.displayName }}
          conversationId={null}
          onClose={() => setTarget(null)}
        />
      )}
    </div>
  );
}
