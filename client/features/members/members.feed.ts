import { userStream } from "../../../shared/ids.ts";
import { call } from "../../platform/api.ts";
import type { Feed, Snapshot } from "../../platform/feeds.ts";
import { myId } from "../accounts/accounts.store.ts";
import { clearMembers, learnMembers, membersStore, setBlocked } from "./members.store.ts";

async function loadBlocked(stream: string): Promise<Snapshot> {
  const { members } = await call("member:blocked-list", {});
  return {
    stream,
    rev: null,
    install: () => {
      learnMembers(members);
      setBlocked(members.map(({ id }) => id));
    },
  };
}

export const membersFeed: Feed = {
  load: (stream) => (stream === userStream(myId() ?? "") ? loadBlocked(stream) : null),
  change: (fact) => {
    const { blocked } = membersStore.getState();
    if (fact.type === "member:blocked") setBlocked([...blocked, fact.body.userId]);
    if (fact.type === "member:unblocked") setBlocked([...blocked].filter((id) => id !== fact.body.userId));
    if (fact.type === "member:joined") learnMembers([fact.body.member]);
  },
  live: (fact) => {
    if (fact.type === "member:changed") learnMembers([fact.body.member]);
  },
  clear: clearMembers,
};
