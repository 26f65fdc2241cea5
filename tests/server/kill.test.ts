import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { themedRoomId } from "../../server/features/conversations/themed-rooms.ts";
import type { Message } from "../../shared/messages.ts";
import type { CallName, CallOutput } from "../../shared/registry.ts";
import { postCall } from "../support/person.ts";
import { createScriptedClient, type ScriptedClient } from "../support/scripted-client.ts";
import { createServerProcess, type ServerProcess } from "../support/server-process.ts";
import { until } from "../support/until.ts";

const MESSAGES = 2_000;
const CLIENTS = 3;
const KILLS = 5;
const ROOM = themedRoomId("cafe");
const PASSWORD = "une phrase assez longue pour entrer";

let server: ServerProcess;
let dataDir: string;
let clients: ScriptedClient[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "efc-kill-"));
  const given = process.env.MONGODB_URI;
  const database = `kill_${randomUUID().slice(0, 8)}`;
  server = await createServerProcess({
    DATA_DIR: dataDir,
    RATE_SCALE: "10000",
    ...(given && { MONGODB_URI: given.replace(/\/?$/, `/${database}`) }),
  });
  await server.start();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function call<N extends CallName>(name: N, input: unknown, token?: string): Promise<CallOutput<N>> {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const { ack } = await postCall(server.url, name, { input, headers });
  if (!ack.ok) throw new Error(`${name}: ${ack.error.code}`);
  return ack.data as CallOutput<N>;
}

async function signIn(name: string): Promise<string> {
  const email = `${randomUUID()}@exemple.fr`;
  await call("account:register", { email, displayName: name, password: PASSWORD });
  const { headers } = await postCall(server.url, "session:create", { input: { email, password: PASSWORD } });
  const cookie = headers.getSetCookie().find((line) => line.startsWith("access="));
  return cookie?.split(";")[0]?.slice("access=".length) ?? "";
}

async function history(token: string): Promise<Message[]> {
  const all: Message[] = [];
  let page = await call("message:list", { conversationId: ROOM }, token);
  all.unshift(...page.messages);
  while (page.hasOlder) {
    page = await call("message:list", { conversationId: ROOM, before: all[0]?.seq }, token);
    all.unshift(...page.messages);
  }
  return all;
}

it("keeps every acknowledged message once and in order through five kills", async () => {
  const tokens = await Promise.all(["Inès Un", "Maud Deux", "Fatou Trois"].map(signIn));
  await Promise.all(tokens.map((token) => call("room:join", { conversationId: ROOM, clientId: randomUUID() }, token)));
  clients = tokens.map((token) => createScriptedClient({ url: server.url, token, conversationId: ROOM }));
  const texts = clients.map((_, who) =>
    Array.from({ length: Math.ceil((MESSAGES - who) / CLIENTS) }, (_, index) => `${who}:${index}`),
  );
  const sending = Promise.all(clients.map((client, who) => client.send(texts[who] ?? [])));
  const count = () => clients.reduce((sum, { acked }) => sum + acked.size, 0);

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const goal = Math.floor((MESSAGES * kill) / (KILLS + 1));
    await until(`${goal} messages are acknowledged`, () => count() >= goal);
    await server.kill();
    await server.start();
  }
  await sending;
  expect(count()).toBe(MESSAGES);

  const stored = await history(tokens[0] ?? "");
  expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: stored.length }, (_, index) => index + 1));
  expect(stored).toHaveLength(MESSAGES);
  const byClientId = new Map(stored.map((message) => [message.clientId, message]));
  expect(byClientId.size).toBe(MESSAGES);
  for (const { acked } of clients) {
    for (const [clientId, ack] of acked) expect(byClientId.get(clientId)).toMatchObject({ id: ack.id, seq: ack.seq });
  }
  for (const [who, own] of texts.entries()) {
    expect(stored.filter(({ text }) => text.startsWith(`${who}:`)).map(({ text }) => text)).toEqual(own);
  }
  for (const client of clients) {
    await until("the client has seen the head", async () => {
      await client.sync();
      return client.timeline().length === MESSAGES;
    });
    expect(client.timeline()).toEqual(stored);
  }
});

it("says one clear sentence and exits with 1 when the database cannot be reached", async () => {
  const wrong = await createServerProcess({ DATA_DIR: dataDir, MONGODB_URI: "mongodb://someone:secret@127.0.0.1:9/" });
  await expect(wrong.start()).rejects.toThrow("the server ended");
  expect(wrong.output().trim()).toBe("The database at 127.0.0.1:9 cannot be used: nothing answers there.");
});

it("ends on SIGTERM with exit code 0", async () => {
  for (const client of clients) client.close();
  expect(await server.stop()).toBe(0);
});
