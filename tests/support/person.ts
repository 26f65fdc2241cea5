import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { expect } from "vitest";
import type { Me } from "../../shared/accounts.ts";
import type { Ack, CallFailure, ErrorCode } from "../../shared/errors.ts";
import type { ChangeFact, Fact, LiveFact } from "../../shared/facts.ts";
import type { CallInput, CallName, CallOutput } from "../../shared/registry.ts";
import { until } from "./until.ts";

interface HttpAnswer {
  status: number;
  ack: Ack<unknown>;
  headers: Headers;
}

/** Somebody with a browser: cookies, a socket, and everything that she was told. */
export interface Person {
  id: string;
  name: string;
  email: string;
  me: Me;
  /** Every fact that her socket received, oldest first. */
  facts: Fact[];
  socket: Socket;
  cookies: Map<string, string>;
  /** Calls over the socket and expects success. */
  ok<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Calls over the socket and expects that very refusal. */
  refused<N extends CallName>(name: N, input: CallInput<N>, code: ErrorCode): Promise<CallFailure>;
  /** Calls over the socket with anything at all. */
  call(name: string, input: unknown): Promise<Ack<unknown>>;
  http(name: string, input: unknown): Promise<HttpAnswer>;
  /** Waits for a fact, one already received included. */
  told<T extends Fact["type"]>(
    type: T,
    matches?: (fact: Extract<Fact, { type: T }>) => boolean,
  ): Promise<Extract<Fact, { type: T }>>;
  /** Another tab: a second socket of the same session with facts of its own. */
  tab(): Promise<{ socket: Socket; facts: Fact[] }>;
  joinRoom(conversationId: string): Promise<void>;
  post(conversationId: string, text: string): Promise<CallOutput<"message:post">>;
  close(): void;
}

interface PersonOptions {
  url: string;
  name: string;
  password: string;
  setupToken?: string;
  email?: string;
}

/** Posts a call as a page of the server's own would. */
export async function postCall(
  url: string,
  name: string,
  options: { input: unknown; headers?: Record<string, string> },
): Promise<HttpAnswer> {
  const response = await fetch(`${url}/api/calls/${name.replace(":", "/")}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, ...options.headers },
    body: typeof options.input === "string" ? options.input : JSON.stringify(options.input),
  });
  return { status: response.status, ack: (await response.json()) as Ack<unknown>, headers: response.headers };
}

function keepCookies(jar: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (value === "") jar.delete(name);
    else jar.set(name, value);
  }
}

const cookieHeader = (jar: Map<string, string>) => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

/** Opens a socket with cookies. @returns it once welcomed, or rejects with the refusal's data */
export async function openSocket(
  url: string,
  headers: Record<string, string>,
): Promise<{ socket: Socket; facts: Fact[] }> {
  const socket = io(url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin: url, ...headers },
  });
  const facts: Fact[] = [];
  socket.on("change", (fact: ChangeFact) => facts.push(fact));
  socket.on("live", (fact: LiveFact) => facts.push(fact));
  await new Promise<void>((resolve, reject) => {
    socket.once("live", () => resolve());
    socket.once("connect_error", reject);
    socket.once("disconnect", (reason) => reject(new Error(reason)));
  });
  return { socket, facts };
}

export async function createPerson({
  url,
  name,
  password,
  setupToken,
  email = `${randomUUID()}@exemple.fr`,
}: PersonOptions): Promise<Person> {
  const cookies = new Map<string, string>();
  const http = async (call: string, input: unknown) => {
    const answer = await postCall(url, call, { input, headers: { cookie: cookieHeader(cookies) } });
    keepCookies(cookies, answer.headers);
    return answer;
  };
  const registered = await http("account:register", {
    email,
    displayName: name,
    password,
    ...(setupToken && { setupToken }),
  });
  expect(registered.ack, `registering ${name}`).toEqual({ ok: true, data: {} });
  const signedIn = await http("session:create", { email, password });
  if (!signedIn.ack.ok) throw new Error(`signing in ${name}: ${signedIn.ack.error.code}`);
  const me = signedIn.ack.data as Me;
  const { socket, facts } = await openSocket(url, { cookie: cookieHeader(cookies) });

  const call = (event: string, input: unknown) =>
    socket.timeout(10_000).emitWithAck("call", event, input) as Promise<Ack<unknown>>;
  const ok = async <N extends CallName>(event: N, input: CallInput<N>) => {
    const ack = await call(event, input);
    if (!ack.ok)
      throw new Error(`${name}: ${event} was refused with ${ack.error.code} ${JSON.stringify(ack.error.fields ?? {})}`);
    return ack.data as CallOutput<N>;
  };
  const sockets = [socket];
  return {
    id: me.id,
    name,
    email,
    me,
    facts,
    socket,
    cookies,
    ok,
    call,
    http,
    refused: async (event, input, code) => {
      const ack = await call(event, input);
      expect(ack.ok ? "ok" : ack.error.code, `${name}: ${event}`).toBe(code);
      return (ack as { error: CallFailure }).error;
    },
    told: async (type, matches = () => true) => {
      type Told = Extract<Fact, { type: typeof type }>;
      return until(`${name} is told ${type}`, () =>
        facts.find((fact): fact is Told => fact.type === type && matches(fact as Told)),
      );
    },
    tab: async () => {
      const opened = await openSocket(url, { cookie: cookieHeader(cookies) });
      sockets.push(opened.socket);
      return opened;
    },
    joinRoom: async (conversationId) => {
      await ok("room:join", { conversationId, clientId: randomUUID() });
    },
    post: (conversationId, text) => ok("message:post", { conversationId, text, clientId: randomUUID() }),
    close: () => {
      for (const one of sockets) one.close();
    },
  };
}
