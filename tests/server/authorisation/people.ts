import { randomUUID } from "node:crypto";
import type { Socket } from "socket.io-client";
import type { Ack, CallFailure, ErrorCode } from "../../../shared/errors.ts";
import { openSocket, type Person } from "../../support/person.ts";
import type { Way } from "./cells.ts";
import type { Death } from "./deaths.ts";

export interface Answer {
  code: "ok" | ErrorCode;
  /** Null over a socket. */
  status: number | null;
  /** As it came, or as it would be written. */
  body: string;
  data: unknown;
}

interface Asked {
  way: Way;
  name: string;
  input: object;
  /** Whether the refresh token comes along, as from a browser. */
  refresh: boolean;
}

/** Somebody who calls, alive or dead. */
export interface Caller {
  id: string;
  email: string;
  sessionId: string;
  /** Her access token, whatever it is worth. */
  access: string | null;
  call(asked: Asked): Promise<Answer>;
}

interface Tokens {
  access: string | null;
  refresh: string | null;
}

function answerOf(ack: Ack<unknown>, status: number | null, body: string): Answer {
  return { code: ack.ok ? "ok" : ack.error.code, status, body, data: ack.ok ? ack.data : null };
}

async function overHttp(address: string, input: unknown, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(input),
  });
  const body = await response.text();
  return answerOf(JSON.parse(body) as Ack<unknown>, response.status, body);
}

/** @returns what a connection with that token is answered; `ok` when it is welcomed */
export async function handshake(url: string, access: string | null): Promise<Answer> {
  try {
    const { socket } = await openSocket(url, access === null ? {} : { cookie: `access=${access}` });
    socket.close();
    return { code: "ok", status: null, body: "", data: null };
  } catch (error) {
    const refusal = { ok: false, error: (error as { data: CallFailure }).data } as const;
    return answerOf(refusal, null, JSON.stringify(refusal));
  }
}

function httpOf(url: string, tokens: Tokens) {
  return ({ way, name, input, refresh }: Asked): Promise<Answer> => {
    const address = `${url}/api/calls/${name.replace(":", "/")}`;
    if (way === "bearer") return overHttp(address, input, { authorization: `Bearer ${tokens.access}` });
    const cookies = [
      ...(tokens.access === null ? [] : [`access=${tokens.access}`]),
      ...(refresh && tokens.refresh !== null ? [`refresh=${tokens.refresh}`] : []),
    ];
    return overHttp(address, input, { origin: url, ...(cookies.length > 0 && { cookie: cookies.join("; ") }) });
  };
}

/** Somebody without a session who borrows a person's identity in her inputs: no socket welcomes her. */
export function outsider(url: string, tokens: Tokens, of: Caller): Caller {
  const http = httpOf(url, tokens);
  return {
    id: of.id,
    email: of.email,
    sessionId: of.sessionId,
    access: tokens.access,
    call: (asked) => (asked.way === "socket" ? handshake(url, tokens.access) : http(asked)),
  };
}

/**
 * A person with her session as it is now.
 * @param death what ended her session while her socket stayed open; when the server notices and cuts it, she lives again
 *   for the moment of a new connection
 */
export function caller(url: string, person: Person, death: Death | null): Caller {
  const access = person.cookies.get("access") ?? "";
  const refresh = person.cookies.get("refresh") ?? "";
  const http = httpOf(url, { access, refresh });
  let socket: Socket = person.socket;
  let reopening: Promise<void> | undefined;

  const reopen = async () => {
    await death?.revive();
    const opened = await openSocket(url, { cookie: `access=${access}` });
    await death?.kill();
    socket = opened.socket;
  };
  const open = async (): Promise<Socket> => {
    while (!socket.connected) {
      reopening ??= reopen().finally(() => {
        reopening = undefined;
      });
      await reopening;
    }
    return socket;
  };

  const overSocket = async ({ name, input }: Asked): Promise<Answer> => {
    for (;;) {
      const used = await open();
      const ack = await acknowledged(used, name, input);
      if (ack !== null) return answerOf(ack, null, JSON.stringify(ack));
      if (death === null) throw new Error(`${person.name} was cut during ${name}`);
    }
  };
  return {
    id: person.id,
    email: person.email,
    sessionId: person.me.sessionId,
    access,
    call: (asked) => (asked.way === "socket" ? overSocket(asked) : http(asked)),
  };
}

/** @returns the answer, or null when the connection ended before it came */
function acknowledged(socket: Socket, name: string, input: unknown): Promise<Ack<unknown> | null> {
  return new Promise((resolve) => {
    const cut = () => resolve(null);
    socket.once("disconnect", cut);
    socket.emit("call", name, input, (ack: Ack<unknown>) => {
      socket.off("disconnect", cut);
      resolve(ack);
    });
  });
}

/** @returns a name that no other looks like */
export function nameOf(first: string): string {
  const letters = [...randomUUID().replaceAll("-", "").slice(0, 20)];
  return `${first} ${letters.map((digit) => "abcdefghijkmnopr"[Number.parseInt(digit, 16)]).join("")}`;
}
