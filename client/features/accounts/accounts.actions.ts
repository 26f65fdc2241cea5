import type { BanDetails, Me, SessionView } from "../../../shared/accounts.ts";
import { call, sendWhileLeaving } from "../../platform/api.ts";
import { CallRejected } from "../../platform/errors.ts";
import { setServerTime } from "../../platform/server-clock.ts";
import { banIn, checkSession, type Renewal, renewSession } from "../../platform/session-renewal.ts";
import { accountsStore } from "./accounts.store.ts";
import { keptMe, lastAccountId } from "./last-account.ts";
import { closeAccount, connectAccount, openAccount } from "./signed-in.ts";

type SessionEnded = { cause: "signed-out" | "revoked" | "expired" | "replaced" | "banned"; ban: BanDetails | null };

/** What accounts need of the features: given once, at the start of the client. */
interface Wiring {
  urgent(stream: string): boolean;
  ready(refresh: (stream: string) => void): void;
}

let wiring: Wiring = { urgent: () => false, ready: () => undefined };
let againTimer: ReturnType<typeof setTimeout> | null = null;
const AGAIN_MS = 5_000;

/** Says how accounts reach the features. */
export function wireAccounts(given: Wiring): void {
  wiring = given;
}

let starting: Promise<void> | null = null;

/**
 * Finds out who is here, and connects her; asking again meanwhile is asking once. While the server cannot be reached,
 * shows what was kept and tries again. Never rejects.
 */
export function startSession(): Promise<void> {
  if (againTimer !== null) clearTimeout(againTimer);
  againTimer = null;
  const start =
    starting ??
    currentSession()
      .then(settle)
      .finally(() => {
        starting = null;
      });
  starting = start;
  return start;
}

/** A device that somebody used asks with her access first; it renews that only when it has ended. */
async function currentSession(): Promise<Renewal> {
  if (lastAccountId() === null) return renewed();
  const session = await checkSession();
  return session.kind === "ended" ? renewed() : session;
}

/** Another tab may have renewed just now: then the access is good. */
async function renewed(): Promise<Renewal> {
  const renewal = await renewSession();
  return renewal.kind === "good" && renewal.me === null ? checkSession() : renewal;
}

async function settle(session: Renewal): Promise<void> {
  switch (session.kind) {
    case "good":
      if (session.me) await enter(session.me);
      break;
    case "ended":
      await closeAccount({ wipe: false });
      accountsStore.setState({ status: "visitor", me: null, ban: null });
      break;
    case "banned":
      await leave({ cause: "banned", ban: session.ban });
      break;
    case "unreachable":
      await showLastVisit();
      againTimer = setTimeout(() => void startSession(), AGAIN_MS);
      break;
    default:
      return unknownSession(session);
  }
}

function unknownSession(_session: never): void {}

async function showLastVisit(): Promise<void> {
  const id = lastAccountId();
  const me = id === null ? null : await keptMe((await openAccount(id)).cache);
  accountsStore.setState({ status: "unreachable", me });
}

async function enter(me: Me): Promise<void> {
  setServerTime(me.serverTime);
  // Facts and stores ask who I am from the first moment on.
  accountsStore.setState({ me, ban: null });
  await connectAccount(me, { ...wiring, sessionEnded: (end) => void leave(end) });
}

/**
 * The session is over. What is kept here goes too, unless it just ran out: then the same person comes back to it, and
 * to what she had not sent yet.
 */
async function leave({ cause, ban }: SessionEnded): Promise<void> {
  accountsStore.setState({ status: cause === "banned" ? "banned" : "visitor", me: null, ban });
  await closeAccount({ wipe: cause !== "expired" });
}

/** Opens an account; the answer is the same whether or not the address has one. Sign in afterwards. @throws CallRejected INVALID, GONE */
export async function register(account: {
  email: string;
  displayName: string;
  password: string;
  setupToken?: string;
}): Promise<void> {
  await call("account:register", account);
}

/** Signs in and connects. A ban shows as the session's status. @throws CallRejected CREDENTIALS, RATE, BANNED */
export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  try {
    await enter(await call("session:create", credentials));
  } catch (error) {
    if (error instanceof CallRejected && error.code === "BANNED") {
      await leave({ cause: "banned", ban: banIn(error.details) });
    }
    throw error;
  }
}

/** Signs out here and deletes what is kept on this device, even when the server cannot be told. */
export async function signOut(): Promise<void> {
  await call("session:end", {}).catch(() => undefined);
  await leave({ cause: "signed-out", ban: null });
}

/** For leaving in haste: asks the server to end the session and deletes what is kept here, waiting for neither. */
export function leaveDevice(): void {
  sendWhileLeaving("session:end");
  void closeAccount({ wipe: true });
}

/** Ends all my sessions, this one included. @throws CallRejected when the server could not be told: nothing has ended then */
export async function signOutEverywhere(): Promise<void> {
  await call("session:end-all", {});
  await leave({ cause: "signed-out", ban: null });
}

/** @returns my sessions, the current one first. @throws CallRejected */
export async function listSessions(): Promise<SessionView[]> {
  return (await call("session:list", {})).sessions;
}

/** Ends another session of mine. @throws CallRejected NOT_FOUND */
export async function revokeSession(sessionId: string): Promise<void> {
  await call("session:revoke", { sessionId });
}

/** Changes my password; my other sessions end. @throws CallRejected CREDENTIALS, INVALID */
export async function changePassword(change: { current: string; password: string }): Promise<void> {
  await call("account:change-password", change);
}

/** @returns whether a one-time set-up link is still good. @throws CallRejected RATE */
export async function checkSetup(token: string): Promise<boolean> {
  return (await call("setup:check", { token })).valid;
}
