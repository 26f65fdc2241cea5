import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { Member } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { Problem } from "../../platform/Problem.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Portrait } from "../../ui/Portrait.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import { ListLoading } from "./ListLoading.tsx";
import styles from "./Moderation.module.css";
import { moderationWords } from "./moderation.catalogue.ts";
import { usePermissions } from "./moderation.store.ts";
import { RoleSelect } from "./RoleSelect.tsx";
import SanctionDialog from "./SanctionDialog.tsx";
import { useDirectory } from "./use-directory.ts";

function Row({ member, onSanction }: { member: Member; onSanction: () => void }) {
  const say = useWords(moderationWords);
  const { administer } = usePermissions(null);
  const isMe = useMyId() === member.id;
  return (
    <li className={styles.member}>
      <Portrait name={member.displayName} />
      <span className={styles.who}>
        <b className={styles.name}>{member.displayName}</b>
        {isMe && <Tag>{say("members.you")}</Tag>}
        {!administer && <span className="meta">{say(`role.${member.role}`)}</span>}
      </span>
      {administer && <RoleSelect member={member} />}
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
  return (
    <div className={styles.pane}>
      <div className={styles.search}>
        <TextField
          label={say("members.search")}
          type="search"
          autoComplete="off"
          value={search}
          onChange={setSearch}
          end={<Icon of={Search} />}
        />
      </div>
      <Problem code={problem} />
      {members === null && problem === null && <ListLoading label={say("members.loading")} />}
      {members?.length === 0 && <p role="status">{say("members.none")}</p>}
      <ul>
        {members?.map((member) => (
          <Row key={member.id} member={member} onSanction={() => setTarget(member)} />
        ))}
      </ul>
      {more && <Button onPress={loadMore}>{say("members.more")}</Button>}
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
