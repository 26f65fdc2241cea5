import type { ConversationSummary } from "../../../shared/conversations.ts";
import type { ChangeFact } from "../../../shared/facts.ts";
import { userStream } from "../../../shared/ids.ts";
import type { CallOutput } from "../../../shared/registry.ts";
import { accountCache } from "../../platform/account-data.ts";
import { call } from "../../platform/api.ts";
import { gone } from "../../platform/errors.ts";
import type { Feed, Listing, Snapshot } from "../../platform/feeds.ts";
import { knownRev } from "../../platform/known-revs.ts";
import { myId } from "../accounts/accounts.store.ts";
import { learnMembers } from "../members/members.store.ts";
import { loadConversationMembers } from "./conversations.actions.ts";
import { conversationsStore, NO_CONVERSATIONS } from "./conversations.store.ts";
import { forgetList, keepList, restoreList } from "./kept-list.ts";
import {
  forgetPeople,
  holdsMembers,
  isLoadingPeople,
  loadRooms,
  membershipChanged,
  presenceChanged,
  roomChanged,
} from "./loading.ts";
import { clearReadMarks, sendReadMarks, showMark, showMarkedUnread } from "./read-marks.ts";
import { refreshConversation } from "./refresh.ts";
import { applyToSummary, holdSummary, isUncertain } from "./summary.ts";
import { clearTyping, stoppedTyping, typingSeen } from "./typing.ts";

/** What the first listing told of my own stream, until that stream's state takes it in. */
let firstOwn: Snapshot | null = null;

const mine = () => userStream(myId() ?? "");

function installSummary(summary: ConversationSummary): void {
  if (summary.kind === "direct") learnMembers([summary.with]);
  const next = holdSummary(summary, conversationsStore.getState().held[summary.id]);
  conversationsStore.setState(({ held, requests }) => {
    const { [summary.id]: _, ...others } = requests;
    return { held: { ...held, [summary.id]: next }, requests: others };
  });
  // It was asked for before my mark was moved back.
  if (isUncertain(next)) refreshConversation(summary.id);
}

type List = CallOutput<"conversation:list">;

/** What my own stream tells of conversations: requests that wait, and how far I have read. */
function installMine({ requests, conversations }: List): void {
  conversationsStore.setState({ requests: Object.fromEntries(requests.map((card) => [card.conversationId, card])) });
  for (const { id, ...summary } of conversations) showMark(id, summary);
}

async function list(heads: Readonly<Record<string, number>>): Promise<Listing> {
  const answer = await call("conversation:list", {});
  void loadRooms().catch(() => undefined);
  const snapshots = answer.conversations.map((summary) => ({
    stream: summary.id,
    rev: summary.rev,
    install: () => installSummary(summary),
  }));
  const stream = mine();
  const own = { stream, rev: heads[stream] ?? 0, install: () => installMine(answer) };
  const first = knownRev(stream) === undefined;
  firstOwn = first ? own : null;
  const revs = Object.fromEntries(answer.conversations.map(({ id, rev }) => [id, rev]));
  forgetUnlisted(revs);
  return {
    snapshots: first ? snapshots : [...snapshots, own],
    heads: { ...revs, ...answer.heads },
    installed: () => conversationsStore.setState({ listed: true }),
  };
}

/** What was kept from the last visit and is not followed any more goes; what is followed is for the streams to say. */
function forgetUnlisted(listed: Readonly<Record<string, number>>): void {
  conversationsStore.setState(({ held }) => ({
    held: Object.fromEntries(Object.entries(held).filter(([id]) => id in listed || knownRev(id) !== undefined)),
  }));
}

async function loadMine(stream: string): Promise<Snapshot> {
  if (firstOwn?.stream === stream) {
    const snapshot = firstOwn;
    firstOwn = null;
    return snapshot;
  }
  const answer = await call("conversation:list", {});
  return { stream, rev: null, install: () => installMine(answer) };
}

async function loadSummary(stream: string): Promise<Snapshot | "gone"> {
  const answer = await gone(() => call("conversation:show", { conversationId: stream }));
  if (answer === "gone") return answer;
  const { conversation } = answer;
  return { stream, rev: conversation.rev, install: () => installSummary(conversation) };
}

function change(fact: ChangeFact): void {
  switch (fact.type) {
    case "conversation:read":
      showMark(fact.body.conversationId, { readSeq: fact.body.seq, unreadRev: fact.body.unreadRev });
      break;
    case "conversation:marked-unread":
      showMarkedUnread(fact.body.conversationId, { readSeq: fact.body.readSeq, unreadRev: fact.rev });
      break;
    case "request:received": {
      const { request } = fact.body;
      conversationsStore.setState(({ requests }) => ({ requests: { ...requests, [request.conversationId]: request } }));
      break;
    }
    case "request:answered": {
      conversationsStore.setState(({ requests }) => {
        const { [fact.body.conversationId]: _, ...others } = requests;
        return { requests: others };
      });
      break;
    }
    case "member:blocked":
    case "member:unblocked":
      blockChanged(fact.body.userId, fact.type === "member:blocked");
      break;
    case "member:joined":
    case "member:left":
    case "member:removed":
    case "room-role:set":
      membershipChanged(fact);
      break;
    case "message:posted":
      stoppedTyping(fact.stream, fact.body.message.authorId);
      break;
    default:
      break;
  }
  applySummary(fact);
}

function applySummary(fact: ChangeFact): void {
  const held = conversationsStore.getState().held[fact.stream];
  const me = myId();
  if (!held || me === null) return;
  const next = applyToSummary(held, fact, me);
  conversationsStore.setState((state) => ({ held: { ...state.held, [fact.stream]: next } }));
  if (isUncertain(next)) refreshConversation(fact.stream);
}

/** What was written while blocked is not told afterwards; only the server knows what is unread then. */
function blockChanged(userId: string, blockedByMe: boolean): void {
  for (const { summary } of Object.values(conversationsStore.getState().held)) {
    if (summary.kind !== "direct" || summary.with.id !== userId) continue;
    const next = { ...summary, blockedByMe };
    conversationsStore.setState(({ held }) => {
      const known = held[summary.id];
      return known ? { held: { ...held, [summary.id]: { ...known, summary: next } } } : {};
    });
    if (!blockedByMe) refreshConversation(summary.id);
  }
}

function drop(stream: string): void {
  forgetPeople(stream);
  conversationsStore.setState(({ held, typing }) => {
    const { [stream]: _held, ...otherHeld } = held;
    const { [stream]: _typing, ...otherTyping } = typing;
    return { held: otherHeld, typing: otherTyping };
  });
}

const loadVisibleMembers = () => {
  const { visible, held } = conversationsStore.getState();
  if (visible !== null && held[visible] && !isLoadingPeople(visible))
    void loadConversationMembers(visible).catch(() => undefined);
};

export const conversationsFeed: Feed = {
  list,
  load: (stream) => {
    if (stream === mine()) return loadMine(stream);
    return stream.includes(":") || stream === "community" ? null : loadSummary(stream);
  },
  change,
  live: (fact) => {
    if (fact.type === "room:changed") roomChanged(fact.body);
    if (fact.type === "typing:seen") typingSeen(fact.body.conversationId, fact.body.userId);
    if (fact.type === "presence:changed") {
      presenceChanged(fact.body.conversationId, fact.body.userId, fact.body.here);
    }
  },
  detailed: (stream) => stream === mine() || holdsMembers(stream),
  reset: (stream) => {
    forgetPeople(stream);
    if (conversationsStore.getState().visible === stream) loadVisibleMembers();
  },
  drop,
  caughtUp: () => {
    loadVisibleMembers();
    sendReadMarks();
    keepList(accountCache());
  },
  restore: () => restoreList(accountCache()),
  clear: () => {
    firstOwn = null;
    forgetList();
    clearReadMarks();
    clearTyping();
    conversationsStore.setState(NO_CONVERSATIONS, true);
  },
};
