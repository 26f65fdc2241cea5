import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { io as connect, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createCookieJar } from "../../../server/platform/cookies.ts";
import type { LiveServer } from "../../../server/platform/live.ts";
import { createLog } from "../../../server/platform/log.ts";
import { createOrigins } from "../../../server/platform/origins.ts";
import { createSocketServer, serveSockets } from "../../../server/platform/sockets.ts";
import { newId } from "../../../shared/ids.ts";
import { createTestClock } from "../../support/clock.ts";
import { until } from "../../support/until.ts";

/** The socket layer alone, over a real port, with one person who may always come in. */
let server: Server;
let io: LiveServer;
let socket: Socket;
let heads: () => Promise<Record<string, number>>;
let present: string[];

const person = { userId: newId(), sessionId: newId(), accessUntil: Number.MAX_SAFE_INTEGER };
const ROOM = newId();

beforeEach(async () => {
  server = createServer();
  const port = () => (server.address() as AddressInfo).port;
  io = createSocketServer(
    server,
    createOrigins(null, () => port()),
  );
  present = [];
  heads = async () => ({ [ROOM]: 1 });
  const session = async () => ({ ...person, role: "member" as const });
  serveSockets({
    io,
    door: { dispatch: async () => ({ ok: true, data: "x".repeat(50_000) }), quiet: async () => undefined },
    cookies: createCookieJar(false),
    clock: createTestClock(),
    log: createLog("silent"),
    authenticate: session,
    verify: session,
    heads: () => heads(),
    mayFollow: () => true,
    accepting: () => true,
    arrived: (userId) => present.push(userId),
    left: (userId) => {
      present = present.filter((one) => one !== userId);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${port()}`;
  socket = connect(url, {
    transports: ["websocket"],
    auth: { token: "any" },
    extraHeaders: { origin: url },
    reconnection: false,
  });
});
afterEach(async () => {
  socket.close();
  await io.close();
});

it("forgets a socket that went away while it was being welcomed, and does not show its person as here", async () => {
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let welcomed = false;
  heads = async () => {
    await gate;
    setImmediate(() => {
      welcomed = true;
    });
    return { [ROOM]: 1 };
  };
  await until("the socket is there", () => io.of("/").sockets.size === 1);
  socket.close();
  await until("the socket is gone", () => io.of("/").sockets.size === 0);
  goOn();
  await until("the welcome has run", () => welcomed);
  expect([...io.of("/").adapter.sids.keys()]).toEqual([]);
  expect([...io.of("/").adapter.rooms.keys()]).toEqual([]);
  expect(present).toEqual([]);
});

it("shows a person as here from her welcome until her socket goes", async () => {
  await until("she is here", () => present.includes(person.userId));
  expect(io.of("/").adapter.rooms.has(`stream:${ROOM}`)).toBe(true);
  socket.close();
  await until("she is gone", () => present.length === 0);
  expect([...io.of("/").adapter.sids.keys()]).toEqual([]);
});

const ask = (answered: () => void) => socket.emit("call", "anything", {}, answered);

it("closes a connection that asks and never reads, and keeps one that reads as much", async () => {
  await until("she is here", () => present.includes(person.userId));
  let answers = 0;
  for (let asked = 0; asked < 200; asked += 1) ask(() => (answers += 1));
  await until("all is answered", () => answers === 200);
  expect(io.of("/").sockets.size).toBe(1);

  const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } };
  ws._socket.pause();
  let asked = 0;
  await until("the connection is closed", () => {
    for (let more = 0; more < 100 && asked < 5_000; more += 1, asked += 1) ask(() => undefined);
    return io.of("/").sockets.size === 0;
  });
  expect(present).toEqual([]);
  ws._socket.resume();
});
