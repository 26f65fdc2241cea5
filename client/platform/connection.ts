import type { LiveFact } from "../../shared/facts.ts";
import { call, callOverSocket, setRenewalForCalls, setSocketForCalls } from "./api.ts";
import { connectionStore } from "./connection.store.ts";
import { CallRejected, gone } from "./errors.ts";
import { feeds } from "./feeds.ts";
import { setKnownRevs } from "./known-revs.ts";
import type { Outbox, StoredEntry } from "./outbox.ts";
import { pause } from "./pause.ts";
import { setServerTime } from "./server-clock.ts";
import { banIn, checkSession, type Renewal, renewBefore, renewSession, stopRenewing } from "./session-renewal.ts";
import { createLink, type Link } from "./socket.ts";
import { createSync, type Sync } from "./sync.ts";

type SessionEnded = Extract<LiveFact, { type: "session:ended" }>["body"];

export interface ConnectionOptions {
  outbox: Outbox;
  /** The streams that come first: what is on the screen. */
  urgent(stream: string): boolean;
  sessionEnded(end: SessionEnded): void;
}

/** The running connection of the person signed in. */
export interface Connection {
  /** The person posted or gained something: fetch what is missing of the stream up to `rev`. @returns false when it is not missing */
  committed(stream: string, rev: number): boolean;
  /** Fetches a stream's state anew. */
  refresh(stream: string): void;
  close(): void;
}

const LIST_ATTEMPTS = 4;
const LIST_AGAIN_MS = 1_000;
/** How long an answered message may take to come back before it is fetched. */
const ECHO_PATIENCE_MS = 1_000;
/** Messages do not wait for a catch-up that takes longer than this. */
const OUTBOX_PATIENCE_MS = 5_000;

/** Opens the connection: it comes back by itself, catches up, replays the outbox, and says when all is up to date. */
export function openConnection({ outbox, urgent, sessionEnded }: ConnectionOptions): Connection {
  let open = true;
  let turn = 0;
  /** Taken when the connection came: the welcome tells of all streams at that time or later. */
  let connectedAt = 0;
  /** From the welcome until nothing lags; a gap later on is filled without a word. */
  let catchingUp = false;
  let patience: ReturnType<typeof setTimeout> | null = null;

  const end = (ended: SessionEnded) => {
    if (!open) return;
    close();
    sessionEnded(ended);
  };

  const judge = (renewal: Renewal): boolean => {
    if (renewal.kind === "ended") end({ cause: "expired", ban: null });
    if (renewal.kind === "banned") end({ cause: "banned", ban: renewal.ban });
    return renewal.kind === "good" || renewal.kind === "unreachable";
  };

  const sync: Sync = createSync({
    fetchChanges: (stream, after) => gone(() => call("conversation:changes", { stream, after })),
    load: (stream) => feeds.load(stream),
    apply: feeds.change,
    reset: feeds.reset,
    drop: (stream) => {
      outbox.left(stream);
      feeds.drop(stream);
    },
    detailed: feeds.detailed,
    urgent,
    advanced: (stream, rev) => outbox.reached(stream, rev),
    settled: () => {
      if (!catchingUp || !link.connected()) return;
      catchingUp = false;
      connectionStore.setState({ syncing: false });
      resumeOutbox();
      feeds.caughtUp();
    },
    schedule: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });

  const resumeOutbox = () => {
    if (patience !== null) clearTimeout(patience);
    patience = null;
    if (open && link.connected()) outbox.resume();
  };

  /** After the welcome: the list, then what lags, then the outbox. A later welcome makes this one void. */
  const catchUp = async (heads: Record<string, number>) => {
    turn += 1;
    const mine = turn;
    catchingUp = true;
    connectionStore.setState({ state: "online", since: null, syncing: true });
    patience ??= setTimeout(resumeOutbox, OUTBOX_PATIENCE_MS);
    sync.hold();
    sync.heads(heads, connectedAt);
    for (let attempt = 1; attempt <= LIST_ATTEMPTS; attempt += 1) {
      const mark = sync.mark();
      try {
        const listing = await feeds.list(heads);
        if (mine !== turn || !open) return;
        sync.listed(listing, mark);
        break;
      } catch (error) {
        if (mine !== turn || !open) return;
        const wait = error instanceof CallRejected ? error.retryAfterMs : null;
        await pause(wait ?? LIST_AGAIN_MS * attempt);
      }
    }
    if (mine !== turn || !open) return;
    sync.retry();
    sync.release();
  };

  const live = (fact: LiveFact) => {
    switch (fact.type) {
      case "welcome":
        link.proved();
        setServerTime(fact.body.serverTime);
        renewBefore(fact.body.accessUntil, judge);
        void catchUp(fact.body.heads);
        break;
      case "heads":
        sync.heads(fact.body.heads);
        break;
      case "conversation:gained":
        sync.refresh(fact.body.conversationId);
        break;
      case "conversation:lost":
        sync.lost(fact.body.conversationId);
        break;
      case "session:extended":
        renewBefore(fact.body.accessUntil, judge);
        break;
      case "session:ended":
        end(fact.body);
        return;
      case "room:changed":
      case "member:changed":
      case "presence:changed":
      case "thread:changed":
      case "typing:seen":
      case "drain":
        break;
      default:
        return unknownFact(fact);
    }
    feeds.live(fact);
  };

  const link: Link = createLink({
    change: sync.take,
    live: (fact) => {
      if (open) live(fact);
    },
    up: () => {
      connectedAt = sync.mark();
    },
    down: (attempts) => {
      turn += 1;
      outbox.pause();
      const { since } = connectionStore.getState();
      const away = attempts > 2 || globalThis.navigator?.onLine === false;
      connectionStore.setState({
        state: away ? "offline" : "reconnecting",
        since: since ?? Date.now(),
        syncing: true,
      });
    },
    turnedAway: async (failure) => {
      if (failure?.code === "BANNED") {
        end({ cause: "banned", ban: banIn(failure.details) });
        return false;
      }
      return judge(await (failure ? renewSession() : checkSession()));
    },
  });

  const hurry = () => link.hurry();
  const seen = () => {
    if (document.visibilityState === "visible") link.hurry();
  };

  const close = () => {
    open = false;
    if (patience !== null) clearTimeout(patience);
    window.removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", seen);
    stopRenewing();
    setSocketForCalls(null);
    setRenewalForCalls(null);
    setKnownRevs(null);
    outbox.pause();
    sync.stop();
    link.close();
  };

  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", seen);
  setSocketForCalls(link);
  setRenewalForCalls(async () => (await renewSession()).kind === "good");
  setKnownRevs(sync.rev);
  connectionStore.setState({ state: "connecting", syncing: true, since: null });
  link.open();

  return {
    committed: (stream, rev) => {
      const known = sync.rev(stream);
      if (known === undefined || known >= rev) return false;
      setTimeout(() => {
        if (open && sync.rev(stream) !== undefined) sync.heads({ [stream]: rev });
      }, ECHO_PATIENCE_MS);
      return true;
    },
    refresh: sync.refresh,
    close,
  };
}

function unknownFact(_fact: never): void {}

/** Sends one message of the outbox. @throws CallRejected */
export function sendEntry(entry: StoredEntry): Promise<{ rev: number }> {
  const { at: _at, order: _order, confirmedAt: _confirmedAt, problem: _problem, ...post } = entry;
  return callOverSocket("message:post", post);
}
