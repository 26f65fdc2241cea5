import type { Ack } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { CallInput, CallName, CallOutput } from "../../shared/registry.ts";
import { needsSession, travelsBySocket } from "./call-ways.ts";
import { CallRejected, noAnswer } from "./errors.ts";
import { pause } from "./pause.ts";

/** What came of a call over the socket: an answer, none in time, or the connection was lost. */
export type SocketAnswer = Ack<unknown> | "timeout" | "lost";

/** How calls travel over the open socket. */
interface SocketCalls {
  connected(): boolean;
  call(name: string, input: unknown): Promise<SocketAnswer>;
}

let socket: SocketCalls | null = null;
let renewSession: (() => Promise<boolean>) | null = null;

/** How often a call that came too soon is made again, and how long it waits at most for that, in milliseconds. */
const SOONER_ATTEMPTS = 3;
const SOONER_PATIENCE_MS = 3_000;

/** Gives calls a socket to travel on; null takes it away. */
export function setSocketForCalls(calls: SocketCalls | null): void {
  socket = calls;
}

/** Gives the means to renew an access that has ended; it says whether the call is worth repeating. */
export function setRenewalForCalls(renew: (() => Promise<boolean>) | null): void {
  renewSession = renew;
}

/**
 * Makes a call: over the socket while it is connected, else over HTTP. When the connection is lost under way, the same
 * call is made once more over HTTP: reading again is harmless, and writing carries its clientId. An access that ended
 * is renewed once on the way, and what came too soon is made again after the time that the server names: several pages
 * that one person opens at once share her limits, and nobody should see that as a failure.
 * @throws CallRejected with the server's code; UNAVAILABLE with outcome `unknown` when no answer came
 */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await callOnce(name, input);
    } catch (error) {
      const wait = attempt < SOONER_ATTEMPTS ? waitToCallAgain(error) : null;
      if (wait === null) throw error;
      await pause(wait);
    }
  }
}

/** @returns how long to wait before the same call may pass, in milliseconds; null when it is not worth waiting for */
function waitToCallAgain(error: unknown): number | null {
  if (!(error instanceof CallRejected) || error.code !== "RATE") return null;
  const { retryAfterMs } = error;
  return retryAfterMs !== null && retryAfterMs <= SOONER_PATIENCE_MS ? retryAfterMs : null;
}

async function callOnce<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  if (socket?.connected() && travelsBySocket(name)) {
    const answer = await socket.call(name, input);
    if (answer !== "lost") return settle<N>(answer);
  }
  const ack = await post(name, input);
  const ended = !ack.ok && ack.error.code === "UNAUTHENTICATED" && needsSession(name);
  if (ended && renewSession && (await renewSession())) return settle<N>(await post(name, input));
  return settle<N>(ack);
}

/** Makes a call over the socket or not at all: what is sent in order must not take two ways. @throws CallRejected */
export async function callOverSocket<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  if (!socket?.connected()) throw noAnswer();
  return settle<N>(await socket.call(name, input));
}

/** Makes a call without input that outlives the page; nobody waits for its answer. */
export function sendWhileLeaving(name: "session:end"): void {
  void fetch(pathOf(name), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
    credentials: "same-origin",
    keepalive: true,
  }).catch(() => undefined);
}

function pathOf(name: string): string {
  return `/api/calls/${name.replace(":", "/")}`;
}

function settle<N extends CallName>(answer: SocketAnswer): CallOutput<N> {
  if (answer === "timeout" || answer === "lost") throw noAnswer();
  if (answer.ok) return answer.data as CallOutput<N>;
  throw new CallRejected(answer.error);
}

/** @throws CallRejected UNAVAILABLE with outcome `unknown` when the server cannot be reached or answers with something else */
async function post(name: string, input: unknown): Promise<Ack<unknown>> {
  try {
    const response = await fetch(pathOf(name), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(LIMITS.ackTimeout),
    });
    const ack = (await response.json()) as Ack<unknown>;
    if (typeof ack?.ok !== "boolean") throw noAnswer();
    return ack;
  } catch (error) {
    throw error instanceof CallRejected ? error : noAnswer();
  }
}
