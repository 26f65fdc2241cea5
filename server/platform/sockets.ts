import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Ack } from "../../shared/errors.ts";
import type { ServerEvents } from "../../shared/facts.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Session } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { CookieJar } from "./cookies.ts";
import type { Door } from "./dispatch.ts";
import { CallError } from "./errors.ts";
import { type ClientEvents, groups, type LiveServer, type SocketData } from "./live.ts";
import type { Log } from "./log.ts";
import { languageOf, sentenceOf } from "./messages-of-errors.ts";
import type { Origins } from "./origins.ts";
import { closeSlowConsumers } from "./slow-consumers.ts";

/** A Socket.IO server with its limits; it refuses pages of other origins before anything else. */
export function createSocketServer(server: HttpServer, origins: Origins): LiveServer {
  return new Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>(server, {
    transports: ["websocket", "polling"],
    allowUpgrades: false,
    allowEIO3: false,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: LIMITS.frameBytes,
    pingInterval: LIMITS.pingInterval,
    pingTimeout: LIMITS.pingTimeout,
    connectTimeout: LIMITS.connectTimeout,
    allowRequest: (request, callback) => callback(null, origins.allows(request.headers.origin)),
  });
}

interface SocketsOptions {
  io: LiveServer;
  door: Door;
  cookies: CookieJar;
  clock: Clock;
  log: Log;
  authenticate: (accessToken: string) => Promise<Session>;
  verify: (session: Pick<Session, "sessionId" | "userId" | "accessUntil">) => Promise<Session>;
  /** Heads of the streams that the person may follow: what the socket joins. */
  heads: (session: Session) => Promise<Record<string, number>>;
  /** Whether she may follow a stream at this very moment: what was read a moment ago may be over. */
  mayFollow: (userId: string, stream: string) => boolean;
  /** Whether new connections are welcome. */
  accepting: () => boolean;
  arrived: (userId: string, streams: string[]) => void;
  left: (userId: string, streams: string[]) => void;
}

type LiveSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

/** Wires connections: session first, then streams, then the session once more, and only then the heads. */
export function serveSockets(options: SocketsOptions): void {
  const { io, cookies, authenticate, accepting } = options;
  closeSlowConsumers(io, options.log);
  io.use(async (socket, next) => {
    try {
      if (!accepting()) throw new CallError("BUSY");
      const { token } = socket.handshake.auth as { token?: unknown };
      const access = typeof token === "string" ? token : cookies.read(socket.handshake.headers.cookie).access;
      if (access === null) throw new CallError("UNAUTHENTICATED");
      const { userId, sessionId, accessUntil } = await authenticate(access);
      Object.assign(socket.data, { userId, sessionId, accessUntil });
      next();
    } catch (error) {
      next(refusal(error, socket));
    }
  });
  io.on("connection", (socket) => {
    listen(socket, options);
    void welcome(socket, options);
  });
}

function refusal(error: unknown, socket: LiveSocket): Error & { data?: unknown } {
  const failure = error instanceof CallError ? error : new CallError("UNAVAILABLE", { cause: error });
  const language = languageOf(socket.handshake.headers["accept-language"]);
  return Object.assign(new Error(failure.code), { data: failure.toFailure(sentenceOf(failure.code, language)) });
}

async function welcome(socket: LiveSocket, options: SocketsOptions): Promise<void> {
  const { io, verify, heads, mayFollow, clock, log, arrived, left } = options;
  const { userId, sessionId } = socket.data;
  const follow = async (streams: string[]) => {
    // Nothing is awaited between the question and the group: a right that ends later finds the socket in it. A socket
    // that is gone would stay in its groups for ever.
    if (!socket.connected) return;
    const allowed = streams.filter((stream) => mayFollow(userId, stream)).map(groups.stream);
    await socket.join([groups.person(userId), groups.session(sessionId), ...allowed]);
  };
  try {
    await follow(Object.keys(await heads(await verify(socket.data))));
    // A ban or a sign-out may have come between the handshake and the groups: look again before saying anything.
    const now = Object.entries(await heads(await verify(socket.data)));
    await follow(now.map(([stream]) => stream));
    closeOldest(io, userId);
    if (!socket.connected) return;
    const snapshot = Object.fromEntries(now.filter(([stream]) => mayFollow(userId, stream)));
    socket.emit("live", {
      type: "welcome",
      body: { heads: snapshot, serverTime: clock.now(), accessUntil: socket.data.accessUntil },
    });
    arrived(userId, Object.keys(snapshot));
    socket.on("disconnecting", () => left(userId, Object.keys(snapshot)));
  } catch (error) {
    if (!(error instanceof CallError)) log.error({ err: error }, "a connection could not be welcomed");
    socket.disconnect(true);
  }
}

/** A person has ten sockets at most; one more closes the oldest. */
function closeOldest(io: LiveServer, userId: string): void {
  const ids = [...(io.of("/").adapter.rooms.get(groups.person(userId)) ?? [])];
  const sockets = ids.flatMap((id) => io.of("/").sockets.get(id) ?? []);
  const byAge = sockets.toSorted((a, b) => a.handshake.issued - b.handshake.issued);
  for (const socket of byAge.slice(0, Math.max(0, byAge.length - LIMITS.socketsPerMember))) socket.disconnect(true);
}

/** Every packet comes through here: whatever it holds, the process lives and a caller who can be answered is. */
function listen(socket: LiveSocket, { door, verify }: SocketsOptions): void {
  const language = languageOf(socket.handshake.headers["accept-language"]);
  const address = socket.handshake.address;
  const agent = (socket.handshake.headers["user-agent"] ?? "").slice(0, 200);
  socket.onAny((event: unknown, ...rest: unknown[]) => {
    if (event === "call") return;
    answer(rest.at(-1), { ok: false, error: { code: "UNKNOWN_CALL", message: sentenceOf("UNKNOWN_CALL", language) } });
  });
  let last: Promise<void> = Promise.resolve();
  socket.on("call", (name, input, ack) => {
    if (typeof ack !== "function") return;
    const before = last;
    const { promise, resolve: begun } = newTurn();
    last = promise;
    void door
      .dispatch({
        name: typeof name === "string" ? name : "",
        input,
        language,
        session: () => verify(socket.data),
        context: { transport: "socket", address, agent, refreshToken: null, setSessionCookies: () => undefined },
        turn: { before, begun },
      })
      .then((result) => answer(ack, result));
  });
}

function newTurn(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function answer(ack: unknown, result: Ack<unknown>): void {
  if (typeof ack === "function") (ack as (result: Ack<unknown>) => void)(result);
}
