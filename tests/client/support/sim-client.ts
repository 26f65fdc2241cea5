import { accountsFeed } from "../../../client/features/accounts/accounts.feed.ts";
import { accountsStore } from "../../../client/features/accounts/accounts.store.ts";
import { conversationsFeed } from "../../../client/features/conversations/conversations.feed.ts";
import { conversationsStore } from "../../../client/features/conversations/conversations.store.ts";
import { setRefresh } from "../../../client/features/conversations/refresh.ts";
import { deskFeed } from "../../../client/features/desk/desk.feed.ts";
import { deskStore } from "../../../client/features/desk/desk.store.ts";
import { preferencesStore } from "../../../client/features/desk/preferences.store.ts";
import { membersFeed } from "../../../client/features/members/members.feed.ts";
import { membersStore } from "../../../client/features/members/members.store.ts";
import { messagesFeed } from "../../../client/features/messages/messages.feed.ts";
import { messagesStore } from "../../../client/features/messages/messages.store.ts";
import { setAccountData } from "../../../client/platform/account-data.ts";
import { call } from "../../../client/platform/api.ts";
import { gone } from "../../../client/platform/errors.ts";
import { feeds, registerFeeds } from "../../../client/platform/feeds.ts";
import { setKnownRevs } from "../../../client/platform/known-revs.ts";
import type { Outbox } from "../../../client/platform/outbox.ts";
import { createSync, type Sync } from "../../../client/platform/sync.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { ME, type SimServer } from "./sim-server.ts";

const nothing = () => undefined;
const IDLE_OUTBOX: Outbox = {
  load: async () => undefined,
  add: async () => undefined,
  retry: async () => undefined,
  discard: async () => undefined,
  take: async () => null,
  resume: nothing,
  pause: nothing,
  echoed: nothing,
  reached: nothing,
  left: nothing,
  close: nothing,
};

/** A client without a screen: the true heart, feeds and stores, over a network that the test moves. */
export class SimClient {
  readonly sync: Sync;
  /** Streams whose revision fell. */
  readonly fallen: string[] = [];
  private readonly server: SimServer;
  private readonly revs = new Map<string, number>();
  private timers: (() => void)[] = [];

  constructor(server: SimServer) {
    this.server = server;
    registerFeeds([messagesFeed, conversationsFeed, membersFeed, accountsFeed, deskFeed]);
    feeds.clear();
    accountsStore.setState({ status: "member", me: server.me(), ban: null });
    setAccountData({
      outbox: IDLE_OUTBOX,
      cache: { get: async () => undefined, put: async () => undefined, remove: async () => undefined },
    });
    this.sync = createSync({
      fetchChanges: (stream, after) => gone(() => call("conversation:changes", { stream, after })),
      load: feeds.load,
      apply: feeds.change,
      reset: feeds.reset,
      drop: (stream) => {
        this.revs.delete(stream);
        feeds.drop(stream);
      },
      detailed: feeds.detailed,
      urgent: (stream) => stream === conversationsStore.getState().visible,
      advanced: (stream, rev) => {
        if (rev < (this.revs.get(stream) ?? 0)) this.fallen.push(stream);
        this.revs.set(stream, rev);
      },
      settled: () => undefined,
      schedule: (run) => {
        this.timers.push(run);
        return () => {
          this.timers = this.timers.filter((other) => other !== run);
        };
      },
    });
    setRefresh(this.sync.refresh);
    setKnownRevs(this.sync.rev);
  }

  get waits(): boolean {
    return this.timers.length > 0;
  }

  /** What waited for its next attempt has waited long enough. */
  runTimers(): void {
    const due = this.timers;
    this.timers = [];
    for (const run of due) run();
  }

  /** A new connection: its welcome, then the list. Rejects when the list is lost. */
  async connect(heads: Record<string, number>): Promise<void> {
    const connectedAt = this.sync.mark();
    this.sync.hold();
    this.sync.heads(heads, connectedAt);
    const mark = this.sync.mark();
    try {
      this.sync.listed(await feeds.list(heads), mark);
    } catch {
      this.sync.release();
    }
    this.sync.retry();
  }

  /** Takes a fact as it comes over the socket. */
  hear(fact: unknown): void {
    const { type, body } = fact as { type: string; body: { conversationId: string; heads: Record<string, number> } };
    if (type === "heads") {
      this.sync.heads(body.heads);
      return;
    }
    if (type === "conversation:gained") this.sync.refresh(body.conversationId);
    else if (type === "conversation:lost") this.sync.lost(body.conversationId);
    else this.sync.take(fact);
  }

  /** Everything that a person could see, in a form that can be compared. */
  state() {
    const { held, memberships, requests } = conversationsStore.getState();
    const { timelines } = messagesStore.getState();
    return {
      conversations: Object.fromEntries(
        Object.values(held).map(({ summary }) => [
          summary.id,
          {
            rev: this.sync.rev(summary.id),
            // Places of withheld messages are not told: the newest known place may lie before the newest place.
            newest:
              summary.seq <= this.server.conversation(summary.id).seq && summary.seq >= this.server.newest(summary.id),
            readSeq: summary.readSeq,
            unread: summary.unread.slice(-LIMITS.unreadShown),
            mentioned: summary.mentioned.filter((seq) => summary.unread.slice(-LIMITS.unreadShown).includes(seq)),
            name: summary.kind === "room" ? summary.room.name : "",
            roomRole: summary.kind === "room" ? summary.roomRole : "",
          },
        ]),
      ),
      memberships,
      timelines: Object.fromEntries(
        Object.entries(timelines).flatMap(([id, { range, rows }]) => (range ? [[id, { range, rows }]] : [])),
      ),
      requests: Object.keys(requests).toSorted(),
      sanctions: (accountsStore.getState().me?.sanctions ?? []).map(({ id }) => id).toSorted(),
      blocked: [...membersStore.getState().blocked].toSorted(),
      bookmarks: [...deskStore.getState().bookmarks].toSorted(),
      preferences: preferencesStore.getState().preferences,
    };
  }

  stop(): void {
    this.sync.stop();
    feeds.clear();
    setAccountData(null);
    setKnownRevs(null);
  }
}

/** @returns the state that a fresh fetch of the same parts gives */
export function freshState(server: SimServer, like: ReturnType<SimClient["state"]>): ReturnType<SimClient["state"]> {
  const joined = [...server.conversations.values()].filter(({ id }) => server.follows(id));
  return {
    conversations: Object.fromEntries(
      joined.map(({ id, log, readSeq, name, roles }) => [
        id,
        {
          rev: log.length,
          newest: true,
          readSeq,
          unread: server.unread(id),
          mentioned: server.mentioned(id),
          name,
          roomRole: roles.get(ME) ?? "",
        },
      ]),
    ),
    memberships: Object.fromEntries(
      Object.keys(like.memberships).map((id) => [id, Object.fromEntries(server.conversation(id).roles)]),
    ),
    timelines: Object.fromEntries(
      Object.entries(like.timelines).map(([id, { range }]) => {
        const { from, to } = range as { from: number; to: number | null };
        const [conversationId = "", threadId] = id.split("/");
        const rows = server
          .visible(conversationId)
          .filter((row) => row.threadId === threadId && row.seq >= from && row.seq <= (to ?? row.seq));
        return [id, { range, rows }];
      }),
    ),
    requests: [...server.requests.keys()].toSorted(),
    sanctions: [...server.sanctions.keys()].toSorted(),
    blocked: [...server.blocked].toSorted(),
    bookmarks: [...server.bookmarks].toSorted(),
    preferences: Object.fromEntries(server.preferences),
  };
}
