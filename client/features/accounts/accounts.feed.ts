import type { Me } from "../../../shared/accounts.ts";
import { userStream } from "../../../shared/ids.ts";
import type { Sanction } from "../../../shared/members.ts";
import { accountCache } from "../../platform/account-data.ts";
import { call } from "../../platform/api.ts";
import type { Feed, Snapshot } from "../../platform/feeds.ts";
import { accountsStore, myId } from "./accounts.store.ts";
import { keepMe } from "./last-account.ts";

async function loadMe(stream: string): Promise<Snapshot> {
  const me = await call("account:show", {});
  return { stream, rev: null, install: () => setMe(me) };
}

function setMe(me: Me): void {
  accountsStore.setState({ me });
  keepMe(accountCache(), me);
}

function withSanctions(change: (sanctions: Sanction[]) => Sanction[]): void {
  const { me } = accountsStore.getState();
  if (me) setMe({ ...me, sanctions: change(me.sanctions) });
}

export const accountsFeed: Feed = {
  load: (stream) => (stream === userStream(myId() ?? "") ? loadMe(stream) : null),
  change: (fact) => {
    if (fact.stream !== userStream(myId() ?? "")) return;
    if (fact.type === "sanction:imposed") {
      const { sanction } = fact.body;
      withSanctions((held) => [...held.filter(({ id }) => id !== sanction.id), sanction]);
    }
    if (fact.type === "sanction:lifted") {
      withSanctions((held) => held.filter(({ id }) => id !== fact.body.sanctionId));
    }
  },
  live: (fact) => {
    const { me } = accountsStore.getState();
    if (fact.type !== "member:changed" || fact.body.member.id !== me?.id) return;
    const { displayName, role } = fact.body.member;
    setMe({ ...me, displayName, role });
  },
};
