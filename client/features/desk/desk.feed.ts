import { userStream } from "../../../shared/ids.ts";
import { call } from "../../platform/api.ts";
import type { Feed, Snapshot } from "../../platform/feeds.ts";
import { myId } from "../accounts/accounts.store.ts";
import { learnMembers } from "../members/members.store.ts";
import { receiveDraft, receiveDrafts } from "../messages/messages.actions.ts";
import { deskStore, NO_DESK } from "./desk.store.ts";
import { NO_PREFERENCES, preferencesStore } from "./preferences.store.ts";

const mine = () => userStream(myId() ?? "");
/** Threads are fetched anew once nothing changed for so long, in milliseconds; after a connection, later: the rest is first. */
const QUIET = 300;
const AFTER_CONNECTION = 2_000;

let waiting: ReturnType<typeof setTimeout> | undefined;
/** Another whenever somebody else may have come: what is under way then is not hers. */
let turn = 0;

async function loadDesk(stream: string): Promise<Snapshot> {
  const { bookmarks, drafts, preferences } = await call("desk:show", {});
  return {
    stream,
    rev: null,
    install: () => {
      deskStore.setState({ bookmarks: new Set(bookmarks) });
      receiveDrafts(drafts);
      const known = preferences.map((one) => [one.conversationId, one] as const);
      preferencesStore.setState({ preferences: Object.fromEntries(known) });
    },
  };
}

async function loadThreads(): Promise<void> {
  const asked = turn;
  // What cannot be fetched now is fetched when the connection is back.
  const answer = await call("thread:list", {}).catch(() => null);
  if (!answer || asked !== turn) return;
  learnMembers(answer.members);
  deskStore.setState({ threads: answer.threads });
}

function loadThreadsSoon(wait = QUIET): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => void loadThreads(), wait);
}

export const deskFeed: Feed = {
  load: (stream) => (stream === mine() ? loadDesk(stream) : null),
  change: (fact) => {
    switch (fact.type) {
      case "bookmark:changed": {
        const { messageId, on } = fact.body;
        const others = [...deskStore.getState().bookmarks].filter((id) => id !== messageId);
        deskStore.setState({ bookmarks: new Set(on ? [...others, messageId] : others) });
        break;
      }
      case "preference:set": {
        const { conversationId, level, favourite } = fact.body;
        preferencesStore.setState(({ preferences }) => {
          const known = preferences[conversationId] ?? { level: "all" as const, favourite: null };
          const next = {
            conversationId,
            level: level ?? known.level,
            favourite: favourite === undefined ? known.favourite : favourite,
          };
          return { preferences: { ...preferences, [conversationId]: next } };
        });
        break;
      }
      case "draft:saved":
        receiveDraft(fact.body.draft);
        break;
      case "thread:followed":
      case "thread:read":
        loadThreadsSoon();
        break;
      default:
        break;
    }
  },
  live: (fact) => {
    if (fact.type === "thread:changed") loadThreadsSoon();
  },
  caughtUp: () => loadThreadsSoon(AFTER_CONNECTION),
  clear: () => {
    turn += 1;
    clearTimeout(waiting);
    deskStore.setState(NO_DESK, true);
    preferencesStore.setState(NO_PREFERENCES, true);
  },
};
