import type { BanDetails, Me } from "../../shared/accounts.ts";
import { banDetails } from "../../shared/accounts.ts";
import { call } from "./api.ts";
import { CallRejected } from "./errors.ts";
import { serverNow, setServerTime } from "./server-clock.ts";

/** What came of asking for the session. `me` null: another tab has just renewed it. */
export type Renewal =
  | { kind: "good"; me: Me | null }
  | { kind: "ended" }
  | { kind: "banned"; ban: BanDetails | null }
  | { kind: "unreachable" };

const STAMP = "session-renewed-at";
/** An access is renewed this long before it ends, in milliseconds. */
const AHEAD_MS = 60_000;
const AGAIN_MS = 15_000;

let underWay: Promise<Renewal> | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;

/** Renews the session's access over HTTP: once at a time, in all tabs together. Never rejects. */
export function renewSession(): Promise<Renewal> {
  const asked = Date.now();
  const renewal =
    underWay ??
    alone(() => renewUnlessDone(asked)).finally(() => {
      underWay = null;
    });
  underWay = renewal;
  return renewal;
}

async function renewUnlessDone(asked: number): Promise<Renewal> {
  if (renewedSince(asked)) return { kind: "good", me: null };
  return ask(async () => {
    const me = await call("session:refresh", {});
    stamp();
    return me;
  });
}

/** Asks whether the session still stands, renewing its access when that has ended. Never rejects. */
export function checkSession(): Promise<Renewal> {
  return ask(() => call("account:show", {}));
}

/** Renews by itself a minute before `accessUntil` (server's milliseconds), over and over. */
export function renewBefore(accessUntil: number, told: (renewal: Renewal) => void): void {
  stopRenewing();
  const delay = Math.max(0, accessUntil - serverNow() - AHEAD_MS) * (0.95 + Math.random() / 20);
  timer = setTimeout(() => void renewNow(told), delay);
}

async function renewNow(told: (renewal: Renewal) => void): Promise<void> {
  const renewal = await renewSession();
  if (renewal.kind === "good" && renewal.me) renewBefore(renewal.me.accessUntil, told);
  if (renewal.kind === "unreachable") timer = setTimeout(() => void renewNow(told), AGAIN_MS);
  told(renewal);
}

export function stopRenewing(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
}

async function ask(question: () => Promise<Me>): Promise<Renewal> {
  try {
    const me = await question();
    setServerTime(me.serverTime);
    return { kind: "good", me };
  } catch (error) {
    if (!(error instanceof CallRejected)) return { kind: "unreachable" };
    if (error.code === "UNAUTHENTICATED") return { kind: "ended" };
    if (error.code === "BANNED") return { kind: "banned", ban: banIn(error.details) };
    return { kind: "unreachable" };
  }
}

/** @returns the ban that an error's details tell of, null when they do not */
export function banIn(details: unknown): BanDetails | null {
  const ban = banDetails.safeParse(details);
  return ban.success ? ban.data : null;
}

async function alone<T>(run: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  return locks ? await locks.request("session-renewal", run) : await run();
}

function renewedSince(asked: number): boolean {
  try {
    return Number(localStorage.getItem(STAMP) ?? 0) > asked;
  } catch {
    return false;
  }
}

/** Deletes the note of when this device last renewed: it tells that somebody was here. */
export function forgetRenewals(): void {
  try {
    localStorage.removeItem(STAMP);
  } catch {
    // Then nothing was noted either.
  }
}

function stamp(): void {
  try {
    localStorage.setItem(STAMP, String(Date.now()));
  } catch {
    // Without storage every tab renews for itself, which the server allows.
  }
}
